"""The shape of one step through a decision tool: the answers so far, and the next one. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django import forms

from ..trees import MOST_QUESTIONS, Question, Tree, Walk, walk


class DecisionAnswerForm(forms.Form):
    """Answers have no words of anybody's own: there is no box to type into."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label, field.help_text = question.text, question.help
        field.error_messages["required"] = field.error_messages["invalid_choice"] = "Choose an answer."
        field.choices = [(str(n), answer.text) for n, answer in enumerate(question.answers, start=1)]  # type: ignore[attr-defined]


def walk_of(tree: Tree, sent: Any) -> tuple[Walk, bool]:
    """The way of the answers that a page carried, and whether the questions changed meanwhile.

    Answers that were given to other questions are dropped: the same number may mean something else now.
    """
    if sent.get("mark", tree.mark) != tree.mark:
        return walk(tree, []), True
    numbers = [
        int(one) for one in sent.getlist("taken")[:MOST_QUESTIONS] if one.isascii() and one.isdigit() and len(one) < 3
    ]
    keep = sent.get("back", "")
    if keep.isascii() and keep.isdigit() and len(keep) < 3:
        numbers = numbers[: int(keep)]
    return walk(tree, numbers), False
