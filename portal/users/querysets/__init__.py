"""Reads of people and of the seats they hold."""

from __future__ import annotations

from .continuity import AbsenceQuerySet, HandOverQuerySet, SeatReportQuerySet, SpecialistQuerySet
from .joining import ApplicationQuerySet, TermsQuerySet
from .messages import MessageQuerySet
from .people import UserManager, UserQuerySet
from .seats import SeatQuerySet, TenureQuerySet
from .stewardship import MergeQuerySet

__all__ = [
    "AbsenceQuerySet",
    "ApplicationQuerySet",
    "HandOverQuerySet",
    "MergeQuerySet",
    "MessageQuerySet",
    "SeatQuerySet",
    "SeatReportQuerySet",
    "SpecialistQuerySet",
    "TenureQuerySet",
    "TermsQuerySet",
    "UserManager",
    "UserQuerySet",
]
