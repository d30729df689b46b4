"""What people ask, counted by day and phrase. Nobody stands in it: see decision 0023."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, Sum

ENOUGH = 3  # different askers, before the portal keeps the words


class AskedPhraseQuerySet(models.QuerySet):
    def known(self) -> AskedPhraseQuerySet:
        """Those whose words enough people asked."""
        return self.exclude(words="")

    def counted(self, *, since: date, until: date) -> AskedPhraseQuerySet:
        """With what became of them in these days: only those that were asked then."""
        within = Q(days__day__gte=since, days__day__lte=until)
        return self.annotate(
            times=Sum("days__times", filter=within),
            nothing=Sum("days__nothing", filter=within),
            opened=Sum("days__opened", filter=within),
        ).filter(times__gt=0)

    def poor(self, what: str) -> AskedPhraseQuerySet:
        """Of `counted`: those that found nothing every second time, or of which few opened anything."""
        if what == "nothing":
            return self.filter(nothing__gt=0, times__lte=F("nothing") * 2)
        return self.filter(times__gt=F("opened") * 5, nothing__lt=F("times"))


class AskedPhrase(models.Model):
    """Folded words that were searched for. Until enough have asked, only a keyed digest: the words are not there."""

    digest = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=200, blank=True)
    askers = models.JSONField(default=list, help_text="Keyed digests of the first askers, for this phrase alone.")
    first_on = models.DateField()
    last_on = models.DateField()

    objects = AskedPhraseQuerySet.as_manager()

    class Meta:
        default_permissions = ["view"]
        verbose_name = "phrase that was searched for"
        verbose_name_plural = "phrases that were searched for"

    def __str__(self) -> str:
        return self.words or "(too few asked)"


class AskedDay(models.Model):
    """How often a phrase was asked on a day of one engine, and what became of it."""

    phrase = models.ForeignKey(AskedPhrase, models.CASCADE, related_name="days")
    day = models.DateField()
    engine = models.CharField(max_length=20)
    times = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0, help_text="How many times nothing was found.")
    hits = models.PositiveIntegerField(default=0, help_text="As many as were found the last time.")
    opened = models.PositiveIntegerField(default=0, help_text="Results that were opened.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phrase", "day", "engine"], name="one_count_of_phrase_day_engine")
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.phrase}: {self.times}"


class SearchAnswer(models.Model):
    """Whether somebody found what they looked for, in their words. Nobody's: the day, and no account."""

    day = models.DateField()
    found = models.BooleanField("found what they looked for")
    phrase = models.CharField("searched for", max_length=200, blank=True)
    words = models.TextField("in their words", max_length=1000, blank=True)

    class Meta:
        default_permissions = ["view"]
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["day"])]
        verbose_name = "answer about a search"
        verbose_name_plural = "answers about searches"

    def __str__(self) -> str:
        return f"{self.outcome}: {self.phrase}"

    @property
    def outcome(self) -> str:
        return "Found" if self.found else "Not found"
