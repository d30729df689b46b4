"""Where somebody works, why they should take part, and what the programme answers."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.organisations.models import Organisation
from portal.privacy.forms import Guarded

from ..models import Role, User

MOST_FOUND = 20


class FindOrganisation(forms.Form):
    """Look an organisation up by its name or its code."""

    q = forms.CharField(
        label="Find your trust or organisation",
        help_text="Its name, a part of the name, or its ODS code.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "organization", "data-no-optional": True}),
    )


class SeatForm(forms.Form):
    """One of the organisations that were found or suggested, and a role there."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        empty_label=None,
        label="Where do you work?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you work.", "invalid_choice": "Choose one that is in the list."},
    )
    role = forms.ChoiceField(
        label="What is your role there?",
        choices=[("", "Choose your role"), *Role.choices],
        help_text="Choose the nearest. The programme checks commissioners, its own people and “other” first.",
    )

    def __init__(self, *args: Any, person: User, found: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.open()
        field.choices = [(one.pk, label_of(one)) for one in found]
        if len(found) == 1:
            self.initial["organisation"] = found[0].pk


def label_of(organisation: Organisation) -> str:
    return f"{organisation.name} ({organisation.code})"


class ReasonToJoin(forms.Form):
    """Why somebody should take part."""

    reason = forms.CharField(
        label="Why do you need an account?",
        help_text="For example what you do, for which organisation, and who there can confirm it. Name no patient.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DecisionForm(Guarded, forms.Form):
    """What the programme decides about those who are ticked."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("decline", "Decline")])
    reason = forms.CharField(max_length=1000, required=False)
    application = forms.MultipleChoiceField(required=False)
    tenure = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, applications: Any, tenures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].choices = [(str(one.pk), str(one)) for one in applications]
        self.fields["tenure"].choices = [(str(one.pk), str(one)) for one in tenures]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("application") and not data.get("tenure"):
            self.add_error(None, "Tick at least one person who still waits.")
        if data.get("decision") == "decline" and not (data.get("reason") or "").strip():
            self.add_error("reason", "Write the reason. The person reads it as you write it.")
        return data


class AgreeForm(forms.Form):
    """One button."""
