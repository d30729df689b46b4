"""What helpers at the door send: a code, and somebody who walked in."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.organisations.models import Organisation
from portal.users.models import Role

from ..attendees import Attendee
from ..door import code_in


class MarkForm(forms.Form):
    """A code, typed, scanned or pressed. A phone adds the time and a key of its own."""

    code = forms.CharField(max_length=200)
    key = forms.UUIDField(required=False)
    at = forms.DateTimeField(required=False)
    even_if_full = forms.BooleanField(required=False)

    guard_exempt = {"code": "Eight letters that we made; whatever else is in it is thrown away and never kept."}

    def clean_code(self) -> str:
        return code_in(self.cleaned_data["code"])


class WalkInForm(forms.Form):
    """Somebody who is not on the list."""

    name = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write their name."},
    )
    email = forms.EmailField(
        label="Email address",
        help_text="Their certificate is found by it. No mail is sent now.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write their email address."},
    )
    role = forms.ChoiceField(choices=[("", "Not said"), *Role.choices], required=False)
    trust = forms.CharField(
        label="Trust or organisation",
        help_text="Its name, a part of the name, or its ODS code.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    even_if_full = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_trust(self) -> Organisation | None:
        """The one that is meant: by its code or whole name, or the only one that matches."""
        text = self.cleaned_data["trust"].strip()
        if not text:
            return None
        found = list(Organisation.objects.matching(text).order_by("name")[:6])
        exact = [one for one in found if text.lower() in (one.name.lower(), one.code.lower())]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError("No organisation is called that. Leave it empty if you are not sure.")
        names = ", ".join(f"{one.name} ({one.code})" for one in found[:5])
        raise forms.ValidationError(f"More than one is called that. Write the code of one: {names}.")

    def attendee(self) -> Attendee:
        said: dict[str, Any] = self.cleaned_data
        trust_id = said["trust"].pk if said["trust"] else None
        return Attendee(name=said["name"], email=said["email"], role=said["role"], trust_id=trust_id)
