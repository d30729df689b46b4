"""Who is asked to read a tool and confirm it, and who has, of which edition."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.users.models import Role

from ..querysets import ReadingQuerySet
from .entries import EntryPage


class ReadingRequest(models.Model):
    """A request to confirm that a tool was read: of a network's members, of a role, or of a trust's people."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="readings")
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, blank=True, related_name="readings")
    role = models.CharField(max_length=30, choices=Role, blank=True)
    trust = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, null=True, blank=True, related_name="readings"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    each_edition = models.BooleanField(default=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"Reading of {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("toolbox:reading", args=[self.pk])

    def whom(self) -> str:
        if self.network is not None:
            return f"members of {self.network}"
        return str(self.trust) if self.trust is not None else f"everybody with the role “{self.get_role_display()}”"

    def waits_for(self, receipt: Receipt | None, *, today: date) -> bool:
        """Whether somebody with this latest receipt is to confirm (again)."""
        if receipt is None:
            return True
        if self.each_edition and receipt.version != self.entry.edition_now():
            return True
        return self.months is not None and later(receipt.day, self.months) <= today


class Receipt(models.Model):
    """Somebody confirmed that they had read a tool as it was then."""

    reading = models.ForeignKey(ReadingRequest, models.CASCADE, related_name="receipts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reading_receipts")
    version = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Receipt {self.pk}"

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


def later(day: date, months: int) -> date:
    """So many months after; the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError
