"""Marked steps: the months from which a control chart takes new limits, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .measures import Definition


class ChartStep(models.Model):
    """Something changed in the way a trust works, and somebody says what: limits before and after are their own."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="chart_steps")
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="chart_steps")
    first_day = models.DateField(help_text="The first day of the month from which the new limits count.")
    reason = models.CharField(max_length=200)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="marked_steps"
    )
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "definition", "first_day"], name="one_step_in_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.first_day:%B %Y}: {self.reason}"
