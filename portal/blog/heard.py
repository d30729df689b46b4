"""“What we heard”: a draft post from what a meeting decided. The meeting's page sends words; nothing is believed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from networks.models import Network

LONG: dict[str, Any] = {"max_length": 10_000, "required": False}


class HeardForm(forms.Form):
    """Plain words, a line for each decision and each action. Shown only when something must be put right."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Enter the title of the post."})
    heard = forms.CharField(label="What we heard", widget=forms.Textarea(attrs={"rows": 5}), **LONG)
    decided = forms.CharField(
        label="What we decided", help_text="A line for each.", widget=forms.Textarea(attrs={"rows": 5}), **LONG
    )
    agreed = forms.CharField(
        label="Who does what by when",
        help_text="A line for each, with roles and no names.",
        widget=forms.Textarea(attrs={"rows": 5}),
        **LONG,
    )
    next_meeting = forms.CharField(label="The next meeting", max_length=300, required=False)
    network = forms.ModelChoiceField(Network.objects.all(), required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors and not any(said.get(part) for part in ("heard", "decided", "agreed")):
            self.add_error("heard", "Write what you heard, decided or agreed.")
        return said


def body_of(*, heard: str, decided: str, agreed: str, next_meeting: str) -> list[tuple[str, Any]]:
    """The sections of the post; one without words is left out."""
    blocks: list[tuple[str, Any]] = []
    for heading, words, as_list in (
        ("What we heard", heard, False),
        ("What we decided", decided, True),
        ("Who does what by when", agreed, True),
        ("The next meeting", next_meeting, False),
    ):
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        if lines:
            blocks.append(("heading", {"text": heading, "level": "2"}))
            blocks.append(("text", listed(lines) if as_list else paragraphs(lines)))
    return blocks


def listed(lines: list[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def paragraphs(lines: list[str]) -> str:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def welcome(network: str) -> str:
    """The first words of a new network, for its convenor to make their own."""
    return paragraphs(
        [
            f"{network} is open. It is for whoever recovers the cost of care from overseas visitors in our trusts.",
            "Say here who you are, and what you would like this network to be good at.",
            "What comes first: our first meeting. Until then, ask: whatever you meet, somebody here has met it before.",
            "Please write nothing about a patient, also not a little changed.",
        ]
    )
