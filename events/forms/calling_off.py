"""Calling a meeting off: what happens to it, and why."""

from __future__ import annotations

from django import forms


class CallOffForm(forms.Form):
    """Cancel or postpone, and why: the reason goes into the mail."""

    what = forms.ChoiceField(
        label="What happens to the meeting?",
        choices=[
            ("cancel", "It is cancelled"),
            ("postpone", "It is postponed: places are kept until there is a new date"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the meeting is cancelled or postponed."},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Everybody with a place or on the waiting list reads this.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, so that people know what to expect."},
    )
