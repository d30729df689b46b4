"""The door of a meeting: the link for helpers without an account, and every mark that they and organisers make."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from .meeting import Meeting
from .registration import Registration

OPENS_BEFORE = timedelta(hours=3)
SENT_LATE = timedelta(hours=3)  # marks made before the end, on a phone that had no network


class DoorLink(models.Model):
    """The secret address of the door of one meeting, shown once: only its digest is kept. Deleting it revokes it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="door_link")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Door of {self.meeting}"

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    def is_open(self, now: datetime | None = None) -> bool:
        """From three hours before the meeting until its end; then it shows nobody's name any more."""
        now = now or timezone.now()
        return opens_at(self.meeting) <= now < self.meeting.ends_at

    def takes_marks(self, now: datetime | None = None) -> bool:
        """A while longer, for what a phone could not send before."""
        now = now or timezone.now()
        return opens_at(self.meeting) <= now < self.closes_at()

    def is_early(self, now: datetime | None = None) -> bool:
        return (now or timezone.now()) < opens_at(self.meeting)

    def closes_at(self) -> datetime:
        return self.meeting.ends_at + SENT_LATE


class DoorMark(models.Model):
    """That somebody was seen, or that this was a mistake. The phone makes the key: sent twice, it counts once."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="marks")
    key = models.UUIDField(unique=True)
    is_here = models.BooleanField()
    at = models.DateTimeField(help_text="The time at the door, which may be before it was sent.")

    def __str__(self) -> str:
        return f"{self.registration_id}: {'here' if self.is_here else 'not here'}"


def opens_at(meeting: Meeting) -> datetime:
    """From when people can be marked as here."""
    return meeting.starts_at - OPENS_BEFORE
