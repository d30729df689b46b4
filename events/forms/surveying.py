"""Three questions after a meeting."""

from __future__ import annotations

from django import forms

from ..models import SurveyAnswer


class SurveyForm(forms.Form):
    useful = forms.TypedChoiceField(
        label="How useful was the meeting?",
        choices=SurveyAnswer.Useful.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how useful the meeting was."},
    )
    differently = forms.CharField(
        label="What will you do differently?", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_topic = forms.CharField(
        label="What should the next meeting be about?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
