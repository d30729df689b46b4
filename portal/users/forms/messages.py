"""What people write to each other."""

from __future__ import annotations

from django import forms


class MessageForm(forms.Form):
    subject = forms.CharField(
        label="What is it about?", max_length=120, error_messages={"required": "Say in a few words what it is about."}
    )
    body = forms.CharField(
        label="Your message",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Do not write anything about a patient.",
        error_messages={"required": "Write a message.", "max_length": "Write 3,000 characters or fewer."},
    )


class AnswerForm(forms.Form):
    body = forms.CharField(
        label="Your answer",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="They see your name with it, and no address. Do not write anything about a patient.",
        error_messages={"required": "Write an answer.", "max_length": "Write 3,000 characters or fewer."},
    )


class ReportMessageForm(forms.Form):
    reason = forms.CharField(
        label="What is wrong with it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what is wrong with it."},
    )
