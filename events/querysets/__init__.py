"""Reads of meetings and all that belongs to them, as words."""

from __future__ import annotations

from .invitations import DelegationQuerySet, InvitationQuerySet
from .meetings import DispatchQuerySet, MeetingQuerySet
from .outcomes import AgreedActionQuerySet, MeetingFileQuerySet, MinutesQuerySet
from .pages import EventManager, EventQuerySet
from .registrations import CalendarLinkQuerySet, NeedsQuerySet, RegistrationQuerySet, ReplyQuerySet
from .series import DatePollQuerySet, SeriesQuerySet, SurveyAnswerQuerySet

__all__ = [
    "AgreedActionQuerySet",
    "CalendarLinkQuerySet",
    "DatePollQuerySet",
    "DelegationQuerySet",
    "DispatchQuerySet",
    "EventManager",
    "EventQuerySet",
    "InvitationQuerySet",
    "MeetingFileQuerySet",
    "MeetingQuerySet",
    "MinutesQuerySet",
    "NeedsQuerySet",
    "RegistrationQuerySet",
    "ReplyQuerySet",
    "SeriesQuerySet",
    "SurveyAnswerQuerySet",
]
