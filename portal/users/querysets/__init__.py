"""Reads of people and of the seats they hold."""

from __future__ import annotations

from .people import UserManager, UserQuerySet
from .seats import SeatQuerySet, TenureQuerySet

__all__ = ["SeatQuerySet", "TenureQuerySet", "UserManager", "UserQuerySet"]
