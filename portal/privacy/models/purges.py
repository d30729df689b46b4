"""What a purge took away, and what it left."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ..querysets import PurgeRunQuerySet


class PurgeRun(models.Model):
    """One purge: who started it, and how many rows went by each rule. Kept for good: it is the proof."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    alive_at = models.DateTimeField(null=True, blank=True, help_text="The last sign of life of the worker at it.")
    counts = models.JSONField(default=dict, help_text="How many rows went, by the key of the rule.")

    objects = PurgeRunQuerySet.as_manager()

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"Purge {self.pk}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())
