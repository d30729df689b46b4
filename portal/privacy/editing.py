"""The guard in the editor's forms: pages with their blocks and rows, and snippets. Autosave passes it like any save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import StreamValue

from . import guard
from .forms import REWORD, Guarded, is_free_text
from .guard import Verdict
from .identifiers import Kind

# A meeting's venue and an organisation stand somewhere: their postcode is nobody's home.
ADDRESSES = ("venue_name", "venue_address", "venue_access", "address", "address_lines", "postcode")
NOT_WORDS = ("id", "type")  # of a block: its own key and kind


class Editing(Guarded):
    """What pages and snippets share. A clear hit is not kept, not even as a draft; an unclear one is the editor's call.

    Staff may show NHS numbers of the range kept for tests (999): guidance has to show what one looks like, and no
    patient has such a number. In a discussion nobody needs one, and a real one may begin like it.
    """

    guard_passes_unclear = True
    guard_advice = REWORD

    @property
    def guard_place(self) -> str:
        return self._meta.model._meta.label  # type: ignore[attr-defined]

    @staticmethod
    def _takes(field: forms.Field) -> bool:
        return is_free_text(field) or isinstance(field, forms.FileField)

    def guard_inspect(self, name: str, value: str) -> Verdict:
        staff = bool(getattr(getattr(self, "for_user", None), "is_staff", False))
        allow = {Kind.POSTCODE} if name in ADDRESSES else set()
        return guard.inspect_html(value, allow=allow, examples=staff)

    def _clean_form(self) -> None:
        super()._clean_form()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, StreamValue):
                self._inspect(self, name, "\n".join(words_of(value.get_prep_value())))
            elif isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
                self._inspect(self, name, "\n".join(value))
        for formset in (getattr(self, "formsets", None) or {}).values():
            self._clean_rows(formset)

    def _clean_rows(self, formset: forms.BaseFormSet) -> None:
        """Rows beside a page (bylines, links, an editor's remarks): each box of each row."""
        if not formset.management_form.is_valid():
            return
        formset.is_valid()
        for row in formset.forms:
            for name, field in row.fields.items():
                value = getattr(row, "cleaned_data", {}).get(name)
                if is_free_text(field) and isinstance(value, str):
                    self._inspect(row, name, value)
            if getattr(row, "formsets", None):
                for inner in row.formsets.values():
                    self._clean_rows(inner)

    def _inspect(self, form: forms.BaseForm, name: str, text: str) -> None:
        verdict = self.guard_inspect(name, text)
        if verdict:
            if form is self:
                self._judge(name, verdict)
            elif verdict.is_clear:
                guard.note(verdict=verdict, place=f"{self.guard_place}: {name}", outcome="blocked")
                form.add_error(name, f"{verdict.sentence} Take it out.")


def words_of(value: Any) -> Iterator[str]:
    """Every string in the blocks of a stream, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_WORDS:
                yield from words_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_of(inner)


class PageForm(Editing, WagtailAdminPageForm):
    """The form of every page."""


class SnippetForm(Editing, WagtailAdminModelForm):
    """The form of every snippet."""
