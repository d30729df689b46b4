"""What a trust says of a tool."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.cms.forms import NhsDateField
from portal.organisations.models import Organisation

from ..models import Adoption


class AdoptionForm(forms.Form):
    """Where the trust stands, since when, and what it changed."""

    status = forms.ChoiceField(
        label="Where does the trust stand?", choices=Adoption.Status.choices, widget=forms.RadioSelect
    )
    since = NhsDateField(label="Since when?", help_text="For example, 1 9 2026.")
    effect = forms.CharField(
        label="What has it changed?",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 600}),
        help_text="Other trusts read this. Write what they could use, and nothing about a patient.",
    )
    reason = forms.CharField(
        label="Why did it stop?", required=False, max_length=300, help_text="Only when the trust has stopped using it."
    )
    may_be_asked = forms.BooleanField(
        label="Members may ask me about it", required=False, help_text="Your name stands beside the trust."
    )

    def __init__(self, *args: Any, trusts: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trusts = {str(trust.pk): trust for trust in trusts}
        if len(trusts) > 1:
            choices = [(key, str(trust)) for key, trust in self.trusts.items()]
            field = forms.ChoiceField(label="Which trust?", choices=choices, widget=forms.RadioSelect)
            self.fields = {"trust": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (since := given.get("since")) and since > timezone.localdate():
            self.add_error("since", ValidationError("This day has not come yet."))
        if given.get("status") == Adoption.Status.STOPPED and not given.get("reason", "").strip():
            self.add_error("reason", ValidationError("Say why it stopped: others learn from it."))
        return given

    @property
    def trust(self) -> Organisation:
        key = self.cleaned_data.get("trust")
        return self.trusts[key] if key else next(iter(self.trusts.values()))

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        stopped = given["status"] == Adoption.Status.STOPPED
        return {
            "trust": self.trust,
            "status": given["status"],
            "since": given["since"],
            "effect": given["effect"],
            "may_be_asked": given["may_be_asked"],
            "reason": given["reason"] if stopped else "",
        }
