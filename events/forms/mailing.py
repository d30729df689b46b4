"""What organisers write to the people of their meeting, and the press that sends."""

from __future__ import annotations

from typing import Any

from django import forms

from ..models import Meeting
from ..querysets import RegistrationQuerySet


class WriteForm(forms.Form):
    """To whom, and what: the organiser's own words."""

    to = forms.ChoiceField(
        label="Who is it for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is for."},
    )
    subject = forms.CharField(
        label="Subject", max_length=150, error_messages={"required": "Write what it is about, in a few words."}
    )
    text = forms.CharField(
        label="Message",
        help_text="The mail greets each person by name and ends with the meeting's title, time, place and page.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write what you want to say."},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        registrations = meeting.registrations.not_forgotten()
        self.groups: dict[str, tuple[str, RegistrationQuerySet]] = {
            "place": ("People with a place", registrations.confirmed()),
            "waiting": ("People on the waiting list", registrations.waiting()),
            "came": ("Those who came", registrations.present()),
            "absent": ("Those with a place who did not come", registrations.confirmed().filter(present_at=None)),
        }
        if not registrations.present().exists():
            del self.groups["came"], self.groups["absent"]
        self.numbers = {name: people.count() for name, (_, people) in self.groups.items()}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (name, f"{label} ({self.numbers[name]})") for name, (label, _) in self.groups.items()
        ]

    def clean_to(self) -> str:
        if not self.numbers[self.cleaned_data["to"]]:
            raise forms.ValidationError("There is nobody in this group now.")
        return self.cleaned_data["to"]

    @property
    def people(self) -> RegistrationQuerySet:
        return self.groups[self.cleaned_data["to"]][1]

    @property
    def number(self) -> int:
        return self.numbers[self.cleaned_data["to"]]

    @property
    def whom(self) -> str:
        return self.groups[self.cleaned_data["to"]][0]


class SendNowForm(forms.Form):
    """Confirms one mail to many. `sent_before`: how often it had been sent when this was shown."""

    sent_before = forms.IntegerField(min_value=0, max_value=1000, widget=forms.HiddenInput)
