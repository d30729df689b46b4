"""Which discussions to list, as it stands in the address: it can be kept and passed on."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.discussion.models import Thread

PLAIN = {"data-no-optional": True}
CLOSED = "closed"
LATEST, NEWEST, LONGEST, REPLIES = "", "newest", "longest", "replies"


class ListForm(forms.Form):
    q = forms.CharField(
        label="Words in it",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", **PLAIN}),
    )
    kind = forms.ChoiceField(
        label="What it is",
        required=False,
        choices=[("", "Anything"), *((kind.value, kind.label) for kind in Thread.Kind if kind != Thread.Kind.COMMENTS)],
        widget=forms.Select(attrs=PLAIN),
    )
    status = forms.ChoiceField(
        label="How far it is",
        required=False,
        choices=[
            ("", "Any status"),
            (Thread.Status.OPEN, "Open question"),
            (Thread.Status.ANSWERED, "Answered: peer view"),
            (Thread.Status.CHECKED, "Checked against guidance"),
            (Thread.Status.SUPERSEDED, "Superseded"),
            (CLOSED, "Closed"),
        ],
        widget=forms.Select(attrs=PLAIN),
    )
    sort = forms.ChoiceField(
        label="In which order",
        required=False,
        choices=[
            (LATEST, "Latest activity first"),
            (NEWEST, "Newest first"),
            (LONGEST, "Oldest first"),
            (REPLIES, "Most replies first"),
        ],
        widget=forms.Select(attrs=PLAIN),
    )
    show = forms.ChoiceField(
        required=False,
        choices=[("", "All"), ("unanswered", "Unanswered"), ("mine", "Mine"), ("unread", "Unread")],
        widget=forms.HiddenInput,
    )

    def asked(self) -> dict[str, Any]:
        """What was asked, as far as there is such a thing: an old or mistyped address still leads somewhere."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
