"""What organisations were called, and what became of them."""

from __future__ import annotations

from django.db import models

from .imports import RegisterImport
from .organisation import Organisation


class FormerName(models.Model):
    """A name that an organisation had. It is still found by it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    until = models.DateField(help_text="The day on which the register took the next name.")

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """That one organisation, or a part of it, became another. An organisation may have been split among several."""

    old = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Organisation, models.PROTECT, related_name="preceded_by")
    on = models.DateField("first day of the new organisation")
    reason = models.CharField(max_length=80, blank=True)
    source = models.ForeignKey(RegisterImport, models.SET_NULL, null=True, blank=True, related_name="successions")

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="one_succession_of_two_organisations"),
            models.CheckConstraint(condition=~models.Q(old=models.F("new")), name="nobody_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.old} became {self.new}"
