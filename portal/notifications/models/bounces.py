"""Addresses that mail comes back from."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from portal.notifications.querysets import BounceQuerySet


class Bounce(models.Model):
    """That mail to an address came back: how often, what was said, and since when nothing is sent there."""

    LIMIT = 3  # mails that were given up for a passing reason before nothing more is sent

    email = models.EmailField(unique=True, help_text="In small letters")
    times = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    blocked_at = models.DateTimeField(null=True, blank=True)

    objects = BounceQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]

    def __str__(self) -> str:
        return f"Bounce {self.pk}"
