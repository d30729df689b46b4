"""A director names an assistant, or an assistant asks a director."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.cms.components import dates
from portal.users.models import TRUST_ROLES, Role, User

from ..models import EventPage


class AskDirectorForm(forms.Form):
    name = forms.CharField(label="Name of your director", max_length=200)
    director = forms.EmailField(
        label="Their work email address",
        help_text="We write to them. You act for them once they have said yes.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AppointForm(forms.Form):
    """An account at the director's own trust. Whoever is not found is not told apart."""

    assistant = forms.EmailField(
        label="Your assistant's email address",
        help_text="They need an account on the portal, at your trust.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, director: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.director = director

    def clean_assistant(self) -> User:
        trust = self.director.trust
        people = User.objects.admitted().exclude(pk=self.director.pk)
        found = people.at(trust).filter(email__iexact=self.cleaned_data["assistant"]).first() if trust else None
        if found is None:
            raise ValidationError(
                "We found nobody with this address at your trust. Ask your assistant to sign up first, "
                "and to name your trust in their profile."
            )
        return found


class RegisterDirectorForm(forms.Form):
    """Which meeting; and the role of a director whom the portal does not know."""

    meeting = forms.ChoiceField(
        label="Which meeting?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a meeting.", "invalid_choice": "Choose one of these meetings."},
    )
    role = forms.ChoiceField(
        label="Their role",
        choices=[("", "Choose one"), *((role.value, role.label) for role in Role if role in TRUST_ROLES)],
        error_messages={"required": "Choose their role."},
    )

    def __init__(self, *args: Any, meetings: list[EventPage], role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(event.pk): event for event in meetings}
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (key, f"{event.title}, {dates.day(event.meeting.starts_at)}") for key, event in self.meetings.items()
        ]
        if role:
            del self.fields["role"]

    def clean_meeting(self) -> EventPage:
        return self.meetings[self.cleaned_data["meeting"]]
