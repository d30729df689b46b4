"""Reads of people and of the seats they hold."""

from __future__ import annotations

from .joining import ApplicationQuerySet, TermsQuerySet
from .people import UserManager, UserQuerySet
from .seats import SeatQuerySet, TenureQuerySet
from .stewardship import MergeQuerySet

__all__ = [
    "ApplicationQuerySet",
    "MergeQuerySet",
    "SeatQuerySet",
    "TenureQuerySet",
    "TermsQuerySet",
    "UserManager",
    "UserQuerySet",
]
