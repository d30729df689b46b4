"""Watched phrases: words that a moderator reads before others do, or about which the writer hears something first."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from wagtail.admin.panels import FieldPanel

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc"))


def bare(text: str) -> str:
    """Its words alone, in small letters: no mark, hyphen or apostrophe hides a phrase."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)))


class WatchedPhrase(models.Model):
    """A phrase that staff watch for. What it says to writers is theirs to edit."""

    class What(models.TextChoices):
        HOLD = "hold", "A moderator reads it first"
        UNKNOWN = "unknown", "A moderator reads it first, unless the portal knows the writer"
        ADVISE = "advise", "The writer reads the reason, and may send it as it is"

    phrase = models.CharField(
        max_length=80,
        help_text="Whole words, in any case, whatever stands between them. A star takes every ending: “foreign name*”.",
    )
    what = models.CharField("what happens", max_length=8, choices=What, default=What.HOLD)
    because = models.TextField(
        max_length=400,
        blank=True,
        help_text="A friendly reason, which the writer reads before it is sent. Empty: they are told nothing of it.",
    )

    panels = [FieldPanel("phrase"), FieldPanel("what"), FieldPanel("because")]

    class Meta:
        ordering = ["phrase"]
        constraints = [models.UniqueConstraint(Lower("phrase"), name="a_phrase_is_watched_once")]

    def __str__(self) -> str:
        return self.phrase

    def clean(self) -> None:
        if not bare(self.phrase):
            raise ValidationError({"phrase": "Enter at least one word."})
        if self.what == self.What.ADVISE and not self.because.strip():
            raise ValidationError({"because": "Say what the writer should read."})

    @property
    def holds(self) -> bool:
        return self.what != self.What.ADVISE

    def stands_in(self, words: str) -> bool:
        """Whether it stands in a text; `words` are those of `bare`."""
        parts = [bare(part) + (r"\w*" if part.endswith("*") else "") for part in self.phrase.split()]
        return bool(re.search(rf"\b{' '.join(part for part in parts if part)}\b", words))
