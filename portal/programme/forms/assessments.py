"""The questions of one theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ..models import Answer, Level, Question

NOT_HERE = "none"
CHOICES = [*((str(level.value), level.label) for level in Level), (NOT_HERE, "Does not apply here")]


class AnswersForm(forms.Form):
    """A level for each question, and a note if one likes."""

    def __init__(self, *args: Any, questions: Sequence[Question], given: dict[int, Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            before = given.get(one.pk)
            self.fields[f"q{one.pk}"] = forms.ChoiceField(
                label=one.text,
                help_text=one.help,
                choices=CHOICES,
                widget=forms.RadioSelect,
                initial=_said(before),
                error_messages={"required": f"Say how far you have come: {one.text}"},
            )
            self.fields[f"note{one.pk}"] = forms.CharField(
                label="Note for the next time",
                help_text="Not needed. Nothing about a patient, and no names.",
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=before.note if before else "",
            )

    @property
    def answers(self) -> dict[Question, tuple[int | None, str]]:
        """What was said, by question."""
        given = self.cleaned_data
        return {one: (_level(given[f"q{one.pk}"]), given[f"note{one.pk}"]) for one in self.questions}


def _said(answer: Answer | None) -> str | None:
    if answer is None:
        return None
    return NOT_HERE if answer.level is None else str(answer.level)


def _level(said: str) -> int | None:
    return None if said == NOT_HERE else int(said)
