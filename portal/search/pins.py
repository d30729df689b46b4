"""What the programme chooses to show first for a phrase, and what it leaves out there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin

from portal.cms.audience import PUBLIC, SIGNED_IN
from portal.privacy.editing import SnippetForm

from .query import Chosen
from .words import words_of

MOST_THINGS = 10
AUDIENCES = {PUBLIC: "What everybody finds", SIGNED_IN: "What people who are signed in find"}


class Addresses(forms.CharField):
    """Addresses of things that can be found, one in a line; kept as the keys of the things, which never change."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        urls = dict(_entries().filter(key__in=value).order_by("-pk").values_list("key", "url"))
        return "\n".join(urls[key] for key in value if key in urls)

    def to_python(self, value: Any) -> Any:
        keys, unknown = list[str](), []
        for line in (str(value or "")).splitlines():
            if path := urlsplit(line.strip()).path:
                key = _entries().filter(url=path).order_by("pk").values_list("key", flat=True).first()
                keys.append(key) if key else unknown.append(path)
        if unknown:
            raise ValidationError([f"Nothing that can be found has the address {path}" for path in unknown])
        if len(keys) > MOST_THINGS:
            raise ValidationError(f"Choose up to {MOST_THINGS} things.")
        return list(dict.fromkeys(keys))


class PinForm(SnippetForm):
    first = Addresses(
        required=False,
        label="Show first",
        help_text="Addresses of things, one in a line, the first on top. People see that the programme chose them.",
    )
    left_out = Addresses(required=False, label="Leave out", help_text="Addresses of things, one in a line.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if set(cleaned.get("first") or ()) & set(cleaned.get("left_out") or ()):
            self.add_error("left_out", "The same thing cannot come first and be left out.")
        elif not self.errors and not (cleaned.get("first") or cleaned.get("left_out")):
            self.add_error("first", "Give at least one address to show first or to leave out.")
        return cleaned


class Pin(PreviewableMixin, models.Model):
    """For these phrases. Read when somebody asks, so a change counts at once on every engine."""

    phrases = models.CharField(
        max_length=500,
        unique=True,
        help_text="What people ask, with commas between: upfront charging, charge before treatment",
    )
    first = models.JSONField(default=list, blank=True, help_text="Keys of things, in order.")
    left_out = models.JSONField(default=list, blank=True, help_text="Keys of things.")

    base_form_class = PinForm
    panels = [FieldPanel("phrases"), FieldPanel("first"), FieldPanel("left_out")]

    class Meta:
        ordering = ["phrases"]
        verbose_name = "pin of a search"
        verbose_name_plural = "pins of searches"

    def __str__(self) -> str:
        return self.phrases

    def asked(self) -> set[tuple[str, ...]]:
        """The phrases as words of a search."""
        return {words for phrase in self.phrases.split(",") if (words := tuple(words_of(phrase)))}

    # Its preview is the search itself, as it would be with what stands in the form.

    preview_modes = list(AUDIENCES.items())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "search/pin_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .finding import Query, search

        phrase = next((phrase.strip() for phrase in self.phrases.split(",") if phrase.strip()), "")
        tokens = {PUBLIC, mode_name} & AUDIENCES.keys()
        results = search(Query(text=phrase, tokens=tokens), pins=[self])
        return {"pin": self, "phrase": phrase, "results": results, "who": AUDIENCES.get(mode_name, "")}


def chosen_for(words: Sequence[str], pins: Iterable[Pin] | None = None) -> Chosen:
    """What the programme chose for exactly these words."""
    asked = tuple(words)
    if not asked:
        return Chosen()
    mine = [pin for pin in (Pin.objects.all() if pins is None else pins) if asked in pin.asked()]
    first = list(dict.fromkeys(key for pin in mine for key in pin.first))[:MOST_THINGS]
    left_out = {key for pin in mine for key in pin.left_out}.difference(first)
    if not first and not left_out:
        return Chosen()
    rows: dict[str, list[int]] = {}
    for pk, key in _entries().filter(key__in=[*first, *left_out]).values_list("pk", "key"):
        rows.setdefault(key, []).append(pk)
    return Chosen(
        first=tuple(tuple(rows[key]) for key in first if key in rows),
        left_out=tuple(sorted(pk for key in left_out for pk in rows.get(key, ()))),
    )


def _entries() -> models.QuerySet:
    from .models import SearchEntry

    return SearchEntry.objects.live()
