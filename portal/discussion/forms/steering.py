"""The shapes of what is done with a whole discussion."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.models import Page

from portal.privacy.forms import Guarded

from .talking import one_line


class CloseForm(Guarded, forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        validators=[one_line],
        help_text="Readers see it, with your name and the date.",
        error_messages={"required": "Give a reason: readers see it."},
    )


class MoveForm(CloseForm):
    field_order = ["to", "reason"]

    to = forms.ChoiceField(
        label="Move it to",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where to.", "invalid_choice": "Choose where to."},
    )

    def __init__(self, *args: Any, places: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(page.pk): page for page in places}
        self.fields["to"].choices = [(key, page.title) for key, page in self.places.items()]  # type: ignore[attr-defined]

    @property
    def place(self) -> Page:
        return self.places[self.cleaned_data["to"]]
