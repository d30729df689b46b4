"""The words of the field: what each means, where that is written, and what to read next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from portal.privacy.editing import SnippetForm

SHORTEST_NAME = 2


class TermForm(SnippetForm):
    def clean_other_names(self) -> str:
        """One name leads to one meaning: which of two would a page explain?"""
        names = [name.strip() for name in self.cleaned_data["other_names"].split(",") if name.strip()]
        return ", ".join(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        term = Term(term=cleaned.get("term", ""), other_names=cleaned.get("other_names", ""))
        mine = {name.casefold() for name in term.names()}
        for other in Term.objects.exclude(pk=self.instance.pk):
            if taken := mine & {name.casefold() for name in other.names()}:
                self.add_error("other_names", f"“{other}” is called {min(taken)} already.")
        if any(len(name) < SHORTEST_NAME for name in mine):
            self.add_error("other_names", "A name has at least two letters.")
        return cleaned


@register_snippet
class Term(models.Model):
    """A word that newcomers ask about. Its first occurrence on a page explains itself."""

    term = models.CharField(max_length=100, unique=True, help_text="In full: overseas visitor manager")
    slug = models.SlugField(max_length=110, unique=True, editable=False)
    other_names = models.CharField(
        "abbreviations and other names", max_length=300, blank=True, help_text="With commas between: OVM, OV manager"
    )
    definition = models.TextField(max_length=600, help_text="In plain words, one to three sentences.")
    source = models.CharField(max_length=200, blank=True, help_text="Where it is laid down, for example a regulation.")
    guidance = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", help_text="What to read next."
    )
    see_also = models.ManyToManyField("self", blank=True, help_text="Terms that stand close to it.")

    base_form_class = TermForm
    panels = [
        FieldPanel("term"),
        FieldPanel("other_names"),
        FieldPanel("definition"),
        FieldPanel("source"),
        FieldPanel("guidance"),
        FieldPanel("see_also", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        ordering = [models.functions.Lower("term")]
        verbose_name = "glossary term"

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:  # kept for good: pages and mails link to it
            slug = slugify(self.term) or "term"
            taken = Term.objects.filter(slug__startswith=slug).exclude(pk=self.pk).values_list("slug", flat=True)
            self.slug = slug if slug not in set(taken) else f"{slug}-{len(taken) + 1}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('toolbox:glossary')}#{self.slug}"

    def names(self) -> list[str]:
        """The term and whatever else it is called."""
        return [name for name in (self.term, *(other.strip() for other in self.other_names.split(","))) if name]

    @property
    def letter(self) -> str:
        """Where it stands in A to Z; figures stand first."""
        first = slugify(self.term)[:1].upper()
        return first if first.isalpha() else "0 to 9"
