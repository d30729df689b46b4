"""Meetings: the page editors write, the row that registration locks, and who has a place."""

from __future__ import annotations

from .delegation import Delegation
from .dispatch import Dispatch
from .door import DoorLink, DoorMark
from .invitation import Invitation
from .meeting import Meeting
from .outcomes import AgreedAction, Decision, MeetingFile, Minutes
from .pages import EventIndexPage, EventPage, ReservedSeats
from .question import Needs, Question, Reply
from .registration import CalendarLink, Registration
from .series import Series

__all__ = [
    "AgreedAction",
    "CalendarLink",
    "Decision",
    "Delegation",
    "Dispatch",
    "DoorLink",
    "DoorMark",
    "EventIndexPage",
    "EventPage",
    "Invitation",
    "Meeting",
    "MeetingFile",
    "Minutes",
    "Needs",
    "Question",
    "Registration",
    "Reply",
    "ReservedSeats",
    "Series",
]
