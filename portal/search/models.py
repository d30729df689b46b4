"""What may be found: one durable row for each thing and audience, which every engine reads."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel

from portal.privacy.editing import SnippetForm

from .asked import AskedDay as AskedDay
from .asked import AskedPhrase as AskedPhrase
from .asked import SearchAnswer as SearchAnswer
from .pins import Pin as Pin
from .querysets import AudienceQuerySet, SearchEntryQuerySet
from .saved import RecentSearches as RecentSearches
from .saved import SavedSearch as SavedSearch


class Audience(models.Model):
    """A set of audience tokens, kept once: thousands of entries share a handful of audiences."""

    key = models.CharField(max_length=64, unique=True, help_text="Digest of the tokens.")

    objects = AudienceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key[:8]


class AudienceToken(models.Model):
    """One token of an audience; holding one is enough."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "audience"], name="one_row_for_token_and_audience")]

    def __str__(self) -> str:
        return self.token


class SearchEntry(models.Model):
    """A thing as one audience may find it. Written in the transaction that changed the thing."""

    class State(models.TextChoices):
        LIVE = "live", "Findable"
        WITHDRAWN = "withdrawn", "Hidden with its page"
        GONE = "gone", "Dropped; kept until the engine has dropped it too"

    key = models.CharField(max_length=120, help_text="The thing: page:12, thread:4.")
    part = models.CharField(max_length=30, blank=True, help_text="Which of its audiences, where it has several.")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="entries")
    outdone_by = models.ForeignKey(
        Audience,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whoever belongs here finds a richer row of the same thing instead.",
    )
    # No constraint: the page may go first, and the row must stay until the engine knows.
    page = models.ForeignKey("wagtailcore.Page", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    fresh_at = models.DateTimeField()
    standing = models.SmallIntegerField(default=0, help_text="1 endorsed, -1 stale.")
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    version = models.BigIntegerField(help_text="Rises with each change.")
    indexed_version = models.BigIntegerField(default=0, help_text="The version the outside engine has.")
    # What is long stands last: SQLite reads past it to whatever stands after.
    topics = models.JSONField(default=list)
    facets = models.JSONField(default=list, help_text="[name, value, label] of each.")
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "part"], name="one_entry_for_thing_and_part")]
        indexes = [
            models.Index(fields=["state", "-fresh_at", "-id"]),
            models.Index(
                fields=["version"], condition=models.Q(indexed_version__lt=models.F("version")), name="search_pending"
            ),
        ]
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class EntryFacet(models.Model):
    """One value to filter by. The kind of the thing is the facet "kind"."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="facet_rows")
    name = models.CharField(max_length=30)
    value = models.CharField(max_length=80)
    label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name", "value"], name="one_row_for_facet_value")]
        indexes = [models.Index(fields=["name", "value", "entry"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.label}"


class Synonym(models.Model):
    """Words that mean the same in this field. Used when somebody asks, so a change counts at once."""

    words = models.CharField(
        max_length=500,
        unique=True,
        help_text="Words or phrases with the same meaning, with commas between: OVM, overseas visitor manager",
    )

    base_form_class = SnippetForm
    panels = [FieldPanel("words")]

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def phrases(self) -> list[str]:
        return [phrase.strip() for phrase in self.words.split(",") if phrase.strip()]
