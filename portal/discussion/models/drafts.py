"""Drafts: what somebody has typed and not sent. Only they ever see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """What one person has in one form. `place` names it: "thread:12", "reply:55", "page:9", "start:9", "case:9"."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=40)
    words = models.JSONField(default=dict, help_text="What stands in each box, without what clearly names a patient.")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="one_draft_a_person_and_place")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
