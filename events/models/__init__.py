"""Meetings: the page editors write, the row that registration locks, and who has a place."""

from __future__ import annotations

from .meeting import Meeting
from .pages import EventIndexPage, EventPage, ReservedSeats
from .registration import CalendarLink, Registration
from .series import Series

__all__ = ["CalendarLink", "EventIndexPage", "EventPage", "Meeting", "Registration", "ReservedSeats", "Series"]
