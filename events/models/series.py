"""Meetings that belong together: the London network's, the finance directors'."""

from __future__ import annotations

from django.db import models


class Series(models.Model):
    """A run of meetings. Actions, attendance and the survey are looked at over all of them."""

    name = models.CharField(max_length=150)
    about = models.CharField(max_length=500, blank=True, help_text="What these meetings are for, in a sentence.")
    network = models.ForeignKey(
        "networks.Network", models.SET_NULL, null=True, blank=True, related_name="series", help_text="Empty: national."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name
