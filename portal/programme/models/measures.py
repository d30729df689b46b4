"""What is measured, each in versions, and what was observed. Definitions are never mixed: see `figures`."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..figures import Figure, pounds
from ..periods import Period
from ..querysets import DefinitionQuerySet, ObservationQuerySet

NATIONAL = "England"
# Written-off debt that is beyond collecting is good book-keeping, so more or less of it says nothing alone.
BETTER = {"identification": 1, "recovery": 1, "invoices": 1, "debt": -1, "opportunity": -1}


class Definition(models.Model):
    """One version of one measure: its formula in words and fields, its scope, where it comes from and since when.

    A version that figures rest on is never edited; what has changed becomes the next version.
    """

    class Family(models.TextChoices):
        """What a measure speaks of. Two families share no sum, no chart and no sentence."""

        IDENTIFICATION = "identification", "Identification (income)"
        OPPORTUNITY = "opportunity", "Income opportunity"
        RECOVERY = "recovery", "Cash recovery by invoice cohort"
        IN_YEAR = "in-year", "Cash in the year (descriptive)"
        DEBT = "debt", "Debt"
        WRITTEN_OFF = "written-off", "Written off"
        INVOICES = "invoices", "Invoices"

    class Unit(models.TextChoices):
        PENCE = "pence", "Pounds"
        COUNT = "count", "Number"

    class Scope(models.TextChoices):
        ALL = "all", "Everybody who is charged"
        NOT_RECIPROCAL = "not-reciprocal", "Those charged directly; EU, EFTA and Swiss claims excluded"
        RECIPROCAL = "reciprocal", "EU, EFTA and Swiss claims only"

    class Covers(models.TextChoices):
        MONTH = "month", "A month"
        YEAR = "year", "A year of accounts (April to March)"

    key = models.SlugField(max_length=60, help_text="As files name it, for example cash-of-invoiced-12m.")
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    family = models.CharField(max_length=20, choices=Family)
    formula = models.TextField(help_text="In words that somebody can check.")
    numerator = models.CharField("above the line", max_length=200)
    denominator = models.CharField(
        "below the line", max_length=200, blank=True, help_text="Empty where the measure is an amount, not a share."
    )
    unit = models.CharField(max_length=10, choices=Unit)
    scope = models.CharField(max_length=20, choices=Scope)
    surcharge = models.BooleanField("includes the immigration health surcharge", default=False)
    covers = models.CharField(max_length=10, choices=Covers)
    age_in_months = models.PositiveSmallIntegerField(
        "age of the invoices, in months", null=True, blank=True, help_text="For invoice cohorts."
    )
    cumulative = models.BooleanField(
        "rolling or cumulative", default=False, help_text="Then no control chart is drawn of it."
    )
    source = models.CharField(max_length=300)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["family", "key", "-version"]
        permissions = [("publish_definition", "Can register the next version of a measure")]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_definition_for_key_and_version"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="definition_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    @property
    def code(self) -> str:
        """Key and version as files may name it."""
        return f"{self.key}@{self.version}"

    @property
    def is_share(self) -> bool:
        return bool(self.denominator)

    @property
    def better(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither can be said of the figure alone."""
        return BETTER.get(self.family, 0)

    def fits(self, period: Period) -> bool:
        """Whether figures of this measure cover such a period."""
        return period.is_month == (self.covers == self.Covers.MONTH)

    def in_force_in(self, period: Period) -> bool:
        """Whether this version speaks for all of the period."""
        ends = self.effective_to is None or period.last <= self.effective_to
        return self.effective_from <= period.first and ends

    def in_words(self, amount: int) -> str:
        """An amount in the unit of the measure."""
        return pounds(amount) if self.unit == self.Unit.PENCE else f"{amount:,}"


class Observation(models.Model):
    """One figure of one trust, or of England, for one period. A restatement is a new row; the old one stays.

    Money stands in whole pence. A national figure that was published as a rate alone has `published` and no parts.
    """

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", "Provisional"
        FINAL = "final", "Final"

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="observations")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="observations"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    amount = models.BigIntegerField(null=True, blank=True, help_text="Above the line, in pence or as a number.")
    whole = models.BigIntegerField(null=True, blank=True, help_text="Below the line.")
    published = models.DecimalField(
        max_digits=7, decimal_places=4, null=True, blank=True, help_text="A share published without its parts."
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.PROVISIONAL)
    as_at = models.DateField(help_text="The day on which the books were read.")
    current = models.BooleanField(default=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", help_text="What it restates."
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was restated.")
    source = models.ForeignKey(
        "programme.FigureImport", models.PROTECT, null=True, blank=True, related_name="observations"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="submitted_figures"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="confirmed_figures"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When the trust's finance director did.")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "definition", "first_day", "-pk"]
        indexes = [models.Index(fields=["organisation", "definition", "first_day"])]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "organisation", "first_day", "last_day"],
                condition=Q(current=True, organisation__isnull=False),
                name="one_current_figure_of_a_trust",
            ),
            models.UniqueConstraint(
                fields=["definition", "first_day", "last_day"],
                condition=Q(current=True, organisation__isnull=True),
                name="one_current_figure_of_england",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, published__isnull=True)
                | Q(amount__isnull=True, whole__isnull=True, published__isnull=False),
                name="a_figure_has_parts_or_a_published_rate",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_period_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or NATIONAL}, {self.period.words}: {self.definition}"

    def clean(self) -> None:
        if self.amount is not None and self.definition.is_share and self.whole is None:
            raise ValidationError({"whole": f"Give {self.definition.denominator}, which the share is of."})
        if not self.definition.fits(self.period):
            raise ValidationError({"first_day": f"This measure covers {self.definition.get_covers_display().lower()}."})

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)

    @property
    def figure(self) -> Figure | None:
        """Its parts, None of a national rate that was published alone."""
        if self.amount is None:
            return None
        return Figure(definition=self.definition_id, amount=self.amount, whole=self.whole)

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent, None of an amount."""
        if self.published is not None:
            return (self.published * 100).quantize(Decimal("0.1"))
        return self.figure.percent if self.figure else None

    @property
    def said(self) -> str:
        """What was observed: an amount, or the two parts of a share."""
        if self.amount is None:
            return f"{self.percent}%"
        words = self.definition.in_words(self.amount)
        return words if self.whole is None else f"{words} of {self.definition.in_words(self.whole)}"

    @property
    def is_restated(self) -> bool:
        return self.replaces_id is not None
