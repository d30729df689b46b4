"""What somebody invited answers, and whom they send instead."""

from __future__ import annotations

from django import forms

from portal.users.models import Role


class AcceptForm(forms.Form):
    """Two boxes, filled in already: one press is enough."""

    name = forms.CharField(label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    role = forms.ChoiceField(label="Your role", choices=Role.choices)


class DeputyForm(forms.Form):
    """Who comes instead."""

    name = forms.CharField(label="Their name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="Their work email address",
        help_text="We write to them at once, with a calendar file.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label="Their role", choices=[("", "Choose their role"), *Role.choices])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        help_text="It helps the organisers to choose a better day. Only they read it.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
