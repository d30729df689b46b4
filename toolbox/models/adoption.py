"""Which trust considers, pilots, uses or has stopped using a tool, step by step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import AdoptionQuerySet
from .entries import EntryPage


class Adoption(models.Model):
    """Where one trust stands with one tool. Its steps stay beside it."""

    class Status(models.TextChoices):
        CONSIDERING = "considering", "Considering it"
        PILOTING = "piloting", "Trying it out"
        USING = "using", "Using it"
        STOPPED = "stopped", "Stopped using it"

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="adoptions")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="adoptions")
    status = models.CharField(max_length=12, choices=Status)
    since = models.DateField()
    effect = models.TextField(max_length=600, blank=True, help_text="What it changed, in words that others can use.")
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions_to_ask_about",
        help_text="Somebody of the trust who agreed to be asked.",
    )
    edition = models.CharField(max_length=60, blank=True, help_text="What was in force when it was said.")
    said_at = models.DateTimeField(default=timezone.now)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["entry", "organisation"], name="one_adoption_of_a_trust")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("toolbox:adoption", args=[self.entry_id])


class AdoptionStep(models.Model):
    """One step of an adoption: what the trust said on a day, and why it stopped."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=12, choices=Adoption.Status)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="adoption_steps"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.get_status_display()} since {self.since:%Y-%m-%d}"
