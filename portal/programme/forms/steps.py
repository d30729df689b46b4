"""What changed in a trust, and from which month on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from ..models import Observation


class StepForm(forms.Form):
    """One of the months of the chart but the first, and what changed."""

    month = forms.TypedChoiceField(
        label="From which month on?", coerce=date.fromisoformat, help_text="The first month of the new way of working."
    )
    reason = forms.CharField(
        label="What changed?", max_length=200, help_text="For example: one person rings every debtor within a week."
    )

    def __init__(self, *args: Any, observations: Sequence[Observation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = sorted((one.first_day for one in observations), reverse=True)[:-1]
        self.fields["month"].choices = [(day.isoformat(), f"{day:%B %Y}") for day in later]
