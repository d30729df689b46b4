"""What somebody is asked when they register: the meeting's own questions, what they need, and who may see them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from ..models import EventPage, Needs, Question, Registration
from ..questions import is_asked, key_of

Kind = Question.Kind
FEW = 8  # choices to see at a glance; more are a list
NO_DIAGNOSIS = "What to arrange, no diagnosis."


class RegistrationForm(forms.Form):
    """Empty for a new registration, or with what somebody answered before.

    A question that does not arise from the answers above it is neither required nor kept.
    """

    dietary = forms.CharField(
        label="What should we know about your food?",
        help_text=f"For example: vegetarian, halal, no nuts. {NO_DIAGNOSIS}",
        max_length=300,
        required=False,
    )
    access = forms.CharField(
        label="What do you need to get in and take part?",
        help_text=f"For example: step-free, a hearing loop, large print, a break at noon. {NO_DIAGNOSIS}",
        max_length=300,
        required=False,
    )
    shown = forms.BooleanField(
        label="People of my trust and region may see that I come",
        help_text="On the meeting's page, with your name and role. You can change this until the meeting starts.",
        required=False,
    )

    def __init__(self, *args: Any, event: EventPage, registration: Registration | None = None, **kwargs: Any) -> None:
        self.questions = event.questions_to_ask()
        if registration is not None:
            kwargs["initial"] = answered(registration)
        super().__init__(*args, **kwargs)
        if not event.asks_for_needs:
            del self.fields["dietary"], self.fields["access"]
        titles = {key_of(question.name): question.text for question in self.questions}
        asked = {name_of(question): field_for(question, titles) for question in self.questions}
        self.fields = asked | self.fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given: dict[str, str] = {}
        for question in self.questions:
            name = name_of(question)
            if is_asked(question, given):
                given[key_of(question.name)] = in_lines(data.get(name))
            else:
                data.pop(name, None)
                self._errors.pop(name, None)
        return data

    def replies(self) -> list[tuple[Question, str]]:
        """Each question that was asked and answered."""
        said = [(question, in_lines(self.cleaned_data.get(name_of(question)))) for question in self.questions]
        return [(question, value) for question, value in said if value]

    def needs(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("dietary", "access") if name in self.fields}

    # What the template asks

    def asked(self) -> list[tuple[Question, BoundField, str]]:
        """Each question with its field, and the name of the field that it depends on."""
        return [
            (question, self[name_of(question)], f"q_{key_of(question.only_if)}" if question.only_if else "")
            for question in self.questions
        ]

    @property
    def asks_for_needs(self) -> bool:
        return "dietary" in self.fields


def name_of(question: Question) -> str:
    return f"q_{key_of(question.name)}"


def in_lines(value: str | list[str] | None) -> str:
    """An answer as it is kept: several choices one a line."""
    return "\n".join(value) if isinstance(value, list) else (value or "").strip()


def field_for(question: Question, titles: dict[str, str]) -> forms.Field:
    hints = [question.help_text]
    if question.only_if:
        about = titles.get(key_of(question.only_if), question.only_if)
        hints.insert(0, f"Only if you answered “{question.only_if_answer}” to “{about}”.")
    common: dict[str, Any] = {
        "label": question.text,
        "help_text": " ".join(hint for hint in hints if hint),
        "required": question.required,
    }
    choices = [(option, option) for option in question.options]
    if question.kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if choices and len(choices) <= FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if choices:
        return forms.ChoiceField(choices=[("", "Choose one"), *choices], **common)
    if question.kind == Kind.LONG:
        return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), **common)
    return forms.CharField(max_length=200, **common)


def answered(registration: Registration) -> dict[str, Any]:
    """What was said before, as the form shows it. A list reads a line as text and several as choices."""
    said: dict[str, Any] = {f"q_{key_of(reply.name)}": reply for reply in registration.replies.all()}
    asked = {name_of(question): question for question in registration.meeting.page.questions.all()}
    initial: dict[str, Any] = {
        name: reply.values if asked[name].kind == Kind.SEVERAL else reply.value
        for name, reply in said.items()
        if name in asked
    }
    needs = Needs.objects.filter(registration=registration).first()
    initial |= {"dietary": needs.dietary, "access": needs.access} if needs else {}
    return initial | {"shown": registration.shown}
