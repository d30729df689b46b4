"""Turns: what somebody who looks after a discussion did with it. Readers see who, when and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .threads import Thread


class Turn(models.Model):
    class What(models.TextChoices):
        PINNED = "pinned", "Pinned"
        UNPINNED = "unpinned", "No longer pinned"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"
        MOVED = "moved", "Moved"

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="turns")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="discussions_steered"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Turn {self.pk} of {self.thread_id}"
