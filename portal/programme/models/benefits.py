"""Two ledgers of benefits, income and cash, and the measures that balance them. See `ledgers` for what may be added."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from ..ledgers import Ledger, Money, Stage
from ..periods import Period
from ..querysets import BenefitQuerySet


class Benefit(models.Model):
    """Something that brought, or may bring, a trust money: of one ledger, at one stage."""

    class Settled(models.TextChoices):
        """How it stands. The first three are stages that are counted, each by itself."""

        FORECAST = Stage.FORECAST.value, "Forecast"
        CLAIMED = Stage.CLAIMED.value, "Claimed, waits for validation"
        VALIDATED = Stage.VALIDATED.value, "Validated"
        REFUSED = "refused", "Not validated"
        WITHDRAWN = "withdrawn", "Withdrawn"

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="benefits")
    ledger = models.CharField(max_length=6, choices=[(one.value, one.label) for one in Ledger])
    theme = models.ForeignKey("cms.Theme", models.PROTECT, related_name="+")
    title = models.CharField("what changed", max_length=150)
    text = models.TextField("how the amount was worked out", max_length=2000)
    recurring = models.BooleanField(default=False)
    first_day = models.DateField()
    last_day = models.DateField()
    pence = models.BigIntegerField("amount")
    cost = models.BigIntegerField("cost to achieve", default=0, help_text="In pence; never taken off the amount.")
    # The same pound in another row of the same trust: said, and then counted once.
    overlaps = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="overlapped_by")
    stage = models.CharField(max_length=10, choices=Settled, default=Settled.FORECAST)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="claimed_benefits"
    )

    objects = BenefitQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__gt=0), name="benefit_is_more_than_nothing"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="benefit_costs_nothing_or_more"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="benefit_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(overlaps=F("id")), name="benefit_overlaps_another"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programme:benefit", args=[self.organisation.code, self.pk])

    def clean(self) -> None:
        other = self.overlaps
        if other and (other.organisation_id, other.ledger) != (self.organisation_id, self.ledger):
            raise ValidationError({"overlaps": "The same pound is of the same trust and the same ledger."})

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)

    @property
    def money(self) -> Money:
        """Its amount, which adds to its like alone."""
        return Money(ledger=Ledger(self.ledger), stage=Stage(self.stage), pence=self.pence)

    @property
    def money_ledger(self) -> Ledger:
        return Ledger(self.ledger)

    @property
    def is_open(self) -> bool:
        return self.stage in (self.Settled.FORECAST, self.Settled.CLAIMED)


class BenefitStep(models.Model):
    """One step of a benefit: which stage, how much, who, when and why. Added, never changed."""

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Benefit.Settled)
    pence = models.BigIntegerField("amount then")
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} on {timezone.localdate(self.at):%Y-%m-%d}"


class BalancingReturn(models.Model):
    """What stands beside every pound: a trust's counts of one quarter. Counts only, never a case."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="balancing_returns")
    first_day = models.DateField(help_text="The first day of the quarter.")
    not_taken_up = models.PositiveIntegerField("care delayed or not taken up after a conversation about charges")
    cleared = models.PositiveIntegerField("people interviewed and then not chargeable")
    exempt = models.PositiveIntegerField("exemptions applied")
    in_error = models.PositiveIntegerField("charges made in error")
    refunds = models.PositiveIntegerField("refunds")
    days_to_refund = models.PositiveIntegerField("working days to a refund, in the middle", null=True, blank=True)
    complaints = models.PositiveIntegerField("complaints that name discrimination")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    COUNTS = ("not_taken_up", "cleared", "exempt", "in_error", "refunds", "complaints")

    class Meta:
        ordering = ["-first_day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "first_day"], name="one_return_a_quarter")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.quarter}"

    @property
    def quarter(self) -> str:
        """ "October to December 2025"."""
        last = date(self.first_day.year, self.first_day.month + 2, 1)
        return f"{self.first_day:%B} to {last:%B %Y}"
