"""Cohorts: a rule, the trusts it gave on the day it was frozen, and why."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from ..periods import Period
from ..querysets import CohortQuerySet
from .measures import Definition, Observation


class Cohort(models.Model):
    """The trusts whose figure of one measure, for one period, lies above a line.

    Until it is frozen the list follows the figures. Frozen it never changes: later figures are for a later cohort.
    """

    name = models.CharField(max_length=120, unique=True)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="cohorts", verbose_name="measure")
    first_day = models.DateField()
    last_day = models.DateField()
    above = models.BigIntegerField(help_text="In pence, or as a number: trusts whose figure is greater.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="drafted_cohorts"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="frozen_cohorts"
    )
    reason = models.TextField(blank=True, help_text="Why these trusts, and why now.")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "-pk"]
        permissions = [("freeze_cohort", "Can freeze a cohort")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programme:cohort", args=[self.pk])

    def clean(self) -> None:
        if self.definition_id and self.definition.is_share:
            raise ValidationError({"definition": "A cohort is drawn by an amount. Shares of small sums mislead."})

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def rule(self) -> str:
        """The rule in words: "Income opportunity above £400,000 in 2017/18"."""
        return f"{self.definition.name} above {self.definition.in_words(self.above)} in {self.period.words}"

    def found(self) -> models.QuerySet[Observation]:
        """The figures that meet the rule now, by the trust's name."""
        figures = Observation.objects.current().of_trusts().filter(definition=self.definition_id)
        return (
            figures.covering(self.period)
            .filter(amount__gt=self.above)
            .select_related("organisation__region")
            .order_by("organisation__name")
        )


class CohortTrust(models.Model):
    """A trust of a frozen cohort, with its figure of that day."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="trusts")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="cohorts")
    amount = models.BigIntegerField("figure", help_text="In the unit of the measure.")
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organisation__name"]  # by name: compare peers, do not rank
        constraints = [models.UniqueConstraint(fields=["cohort", "organisation"], name="one_place_in_a_cohort")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.words}"

    @property
    def words(self) -> str:
        """Its figure on the day it was frozen: "£812,000"."""
        return self.cohort.definition.in_words(self.amount)
