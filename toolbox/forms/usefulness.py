"""Whether a tool was useful, what is wrong with it, and the answer."""

from __future__ import annotations

from django import forms


class UsefulForm(forms.Form):
    """Yes or no, and why."""

    useful = forms.TypedChoiceField(
        label="Was it useful?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text="Only the tool's owner and the programme read this.",
    )


class ProblemForm(forms.Form):
    """What is wrong, in the reader's words."""

    words = forms.CharField(
        label="What is wrong?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        help_text="For example a broken link, a rule that has changed, a step that does not work.",
    )


class AnswerProblemForm(forms.Form):
    """What becomes of it."""

    answer = forms.CharField(
        label="Your answer",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        help_text="It goes to whoever reported it, by mail.",
    )
