"""What waits for a moderator: a target time, and whoever has taken it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

CLAIM_LASTS = timedelta(minutes=30)


class Waiting(models.Model):
    """Something that a moderator should have decided by a time. Who takes it has half an hour for themselves."""

    class Reminded(models.IntegerChoices):
        """How far the reminders have gone: each is sent once."""

        NOT_YET = 0
        NEAR = 1
        STAFF = 2

    decide_by = models.DateTimeField(null=True, blank=True, help_text="When a moderator should have decided.")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="claimed_%(class)ss"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(choices=Reminded, default=Reminded.NOT_YET)

    class Meta:
        abstract = True

    @property
    def claim_ends(self) -> datetime | None:
        """Until when it is somebody's; None when it is nobody's."""
        if self.claimed_by_id is None or self.claimed_at is None:
            return None
        ends = self.claimed_at + CLAIM_LASTS
        return ends if ends > timezone.now() else None

    @property
    def is_overdue(self) -> bool:
        return self.decide_by is not None and self.decide_by < timezone.now()

    def is_taken_from(self, user: AbstractBaseUser) -> bool:
        """Whether somebody else has taken it for now."""
        return self.claim_ends is not None and self.claimed_by_id != user.pk
