"""The verbs of meetings. Each locks the meeting's row, changes, logs and writes its mails in one transaction."""

from __future__ import annotations

from .calendars import make_calendar_link, revoke_calendar_link
from .leaving import forget_attendance, forget_person
from .meetings import apply_published_change, cancel_meeting, postpone_meeting
from .registering import promote, register, register_attendee, withdraw
from .succeeding import pass_on

__all__ = [
    "apply_published_change",
    "cancel_meeting",
    "forget_attendance",
    "forget_person",
    "make_calendar_link",
    "pass_on",
    "postpone_meeting",
    "promote",
    "register",
    "register_attendee",
    "revoke_calendar_link",
    "withdraw",
]
