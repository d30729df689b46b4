"""Meetings: the page editors write, the row that registration locks, and who has a place."""

from __future__ import annotations

from .delegation import Delegation
from .dispatch import Dispatch
from .door import DoorLink, DoorMark
from .invitation import Invitation
from .kit import MeetingKit, Preparation
from .meeting import Meeting
from .outcomes import AgreedAction, Decision, MeetingFile, Minutes
from .pages import EventIndexPage, EventPage, ReservedSeats
from .poll import DatePoll, PollOption, PollVote
from .question import Needs, Question, Reply
from .registration import CalendarLink, Registration
from .series import Series, SeriesDecision
from .survey import SurveyAnswer, SurveyReceipt

__all__ = [
    "AgreedAction",
    "CalendarLink",
    "DatePoll",
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
    "MeetingKit",
    "Minutes",
    "Needs",
    "PollOption",
    "PollVote",
    "Preparation",
    "Question",
    "Registration",
    "Reply",
    "ReservedSeats",
    "Series",
    "SeriesDecision",
    "SurveyAnswer",
    "SurveyReceipt",
]
