"""Meetings that belong together: the London network's, the finance directors'. And what was decided about them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse

from portal.cms.audience import PUBLIC, may_see

from ..convening import convenes
from ..querysets import SeriesQuerySet


class Series(models.Model):
    """A run of meetings. Actions, attendance and the survey are looked at over all of them."""

    name = models.CharField(max_length=150)
    about = models.CharField(max_length=500, blank=True, help_text="What these meetings are for, in a sentence.")
    network = models.ForeignKey(
        "networks.Network", models.CASCADE, null=True, blank=True, related_name="series", help_text="Empty: national."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:series", args=[self.pk])

    def audience(self) -> list[str]:
        """As the meetings of its network."""
        return [self.network.readers] if self.network else [PUBLIC]

    def can_see(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return may_see(user, self.audience())

    def can_manage(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Rename it, and record what was decided."""
        return convenes(user, self.network)


class SeriesDecision(models.Model):
    """What was decided about a series after its meetings. Never changed: a new one takes its place, this stays."""

    class Verdict(models.TextChoices):
        CONTINUE = "continue", "Continue as it is"
        EXTEND = "extend", "Extend to more people"
        SUPPORT = "support", "Support another region to do the same"
        STOP = "stop", "Stop"

    series = models.ForeignKey(Series, models.CASCADE, related_name="decisions")
    verdict = models.CharField("decision", max_length=10, choices=Verdict)
    reason = models.TextField("why", max_length=1000)
    next_step = models.CharField("what happens next", max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.series}: {self.get_verdict_display()}"
