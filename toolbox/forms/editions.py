"""The shapes of citing guidance and of checking a citation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from portal.privacy.forms import Guarded

from ..models import Edition

NUMBER = {
    "label": "Which paragraph?",
    "help_text": "Its number stands beside it on the page of the edition. Leave empty for all of it.",
    "required": False,
    "min_value": 1,
}


class CiteForm(Guarded, forms.Form):
    """`editions` are those it may rest on."""

    edition = forms.ChoiceField(
        label="On what does it rest?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it rests on."},
    )
    number = forms.IntegerField(**NUMBER)

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {str(edition.pk): edition for edition in editions}
        self.fields["edition"].choices = [(key, str(one)) for key, one in self.editions.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {"edition": self.editions[self.cleaned_data["edition"]], "number": self.cleaned_data["number"]}


class CheckCitationForm(Guarded, forms.Form):
    number = forms.IntegerField(**NUMBER)
    holds = forms.ChoiceField(
        label="Does it still hold?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, under the edition in force"), ("no", "It does not rest on this any more")],
        error_messages={"required": "Say whether it still holds."},
    )
