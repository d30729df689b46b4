"""What a tool said on a day, the editions of guidance, and what rests on a paragraph of one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import CitationQuerySet
from .entries import EntryPage


class EntryVersion(models.Model):
    """The words of a tool as they were published. Added and never changed; what was never published is in none."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="versions")
    at = models.DateTimeField(default=timezone.now)
    edition = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What changed, in its editor's words.")
    summary = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list, help_text="Pairs: the chapter that begins here, the words.")
    files = models.JSONField(default=list, help_text="Each file's name, its version and the hash of its content.")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["entry", "at"])]

    def __str__(self) -> str:
        return f"{self.entry_id} of {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("toolbox:compare", args=[self.pk])

    def lines(self) -> list[str]:
        """Everything that can be compared, a line each."""
        words = [self.summary] if self.summary else []
        for heading, paragraph in self.paragraphs:
            words += [heading, paragraph] if heading else [paragraph]
        return words + [f"File: {name}{f', version {version}' if version else ''}" for name, version, _ in self.files]


class Edition(models.Model):
    """An edition of a tool by its name. One is in force; the others stay readable."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="editions")
    name = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="Since then another edition is in force.")
    version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="+", help_text="Its words, last corrected.")

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "name"], name="one_edition_a_name"),
            models.UniqueConstraint(fields=["entry"], condition=models.Q(until=None), name="one_edition_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}, edition {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("toolbox:edition", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        return self.until is None

    def numbered(self) -> list[dict[str, Any]]:
        """Its paragraphs with their numbers, by which they are cited."""
        pairs = enumerate(self.version.paragraphs, start=1)
        return [{"number": number, "heading": heading, "words": words} for number, (heading, words) in pairs]

    def paragraph(self, number: int | None) -> str:
        """The words of a paragraph, or nothing where there is none of this number."""
        paragraphs = self.version.paragraphs
        return paragraphs[number - 1][1] if number and number <= len(paragraphs) else ""


class Citation(models.Model):
    """A tool or a comment rests on an edition, or on one paragraph of it. A new edition asks for a check."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="citations")
    number = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, help_text="Of the paragraph, as they were cited.")
    page = models.ForeignKey(EntryPage, models.CASCADE, null=True, blank=True, related_name="citations")
    comment = models.ForeignKey("discussion.Comment", models.CASCADE, null=True, blank=True, related_name="citations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    check_since = models.DateTimeField(null=True, blank=True, help_text="What it rests on changed, and nobody looked.")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page=None, comment__isnull=False) | models.Q(page__isnull=False, comment=None),
                name="a_tool_or_a_comment_cites",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.edition}{f', paragraph {self.number}' if self.number else ''}"

    @property
    def url(self) -> str:
        return self.edition.get_absolute_url() + (f"#paragraph-{self.number}" if self.number else "")

    @property
    def dependant(self) -> Any:
        return self.page or self.comment
