"""What becomes of an agreed action, and a change of it."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.cms.forms import NhsDateField
from portal.users.models import User

from ..models import AgreedAction
from .after import owner_choices


class FinishForm(forms.Form):
    """An owner says that it is done; an organiser may also drop it."""

    state = forms.ChoiceField(
        label="What became of it?",
        choices=[("done", "It is done"), ("dropped", "It is dropped")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is done or dropped."},
    )
    outcome = forms.CharField(
        label="What came of it",
        help_text="A sentence for the next meeting. Say why, if it is dropped.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, may_drop: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not may_drop:
            del self.fields["state"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("state") == AgreedAction.State.DROPPED and not said.get("outcome"):
            self.add_error("outcome", "Say why it is dropped.")
        return said


class ActionForm(forms.Form):
    text = forms.CharField(
        label="What is to be done?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is to be done."},
    )
    owner = forms.ChoiceField(label="Who does it?", required=False, help_text="A new owner gets an email.")
    owner_role = forms.CharField(
        label="As readers see it",
        max_length=100,
        required=False,
        help_text="A role, not a name. Leave it empty for the role in their profile.",
    )
    due_on = NhsDateField(label="By when?", required=False)

    def __init__(self, *args: Any, owners: dict[str, User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["owner"].choices = owner_choices(owners)  # type: ignore[attr-defined]

    def clean_owner(self) -> User | None:
        return self.owners.get(self.cleaned_data["owner"])

    @property
    def change(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if "owner" in self.changed_data and "owner_role" not in self.changed_data:
            said["owner_role"] = ""
        return said
