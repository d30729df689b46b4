"""The shapes of an idea, of what becomes of it, and of which ideas to list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.cms.forms import NhsDateField
from portal.discussion.models import LONGEST_COMMENT, Idea
from portal.organisations.working_days import is_working_day
from portal.privacy.forms import Guarded

from .talking import Worded, one_line


class IdeaForm(Worded):
    """What somebody puts forward. Its title stands in lists at once, so only its words can wait for a moderator."""

    guard_holds = ("body",)
    watched = ("title", "body")
    field_order = ["kind", "title", "body", "asked", "without_name", "key"]

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            (Idea.Kind.IDEA, "An idea: something we could do"),
            (Idea.Kind.CHALLENGE, "A peer challenge: a question about how others do it, asked in good faith"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an idea or a peer challenge."},
    )
    title = forms.CharField(
        label="In one line",
        max_length=150,
        validators=[one_line],
        error_messages={"required": "Say in one line what it is about."},
    )
    body = forms.CharField(
        label="What would change, and for whom?",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Do not name patients or give details that could identify one.",
        error_messages={"required": "Write a few words more."},
    )
    asked = forms.CharField(
        label="Who should answer",
        max_length=120,
        required=False,
        validators=[one_line],
        help_text="A team, a role, or a member by their full name: that member is told, if they may read this.",
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").strip()


class DecideIdeaForm(Guarded, forms.Form):
    """How far an idea has come: the reason, an owner and a day, as its writer and readers see them."""

    state = forms.ChoiceField(
        label="What becomes of it?",
        choices=Idea.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    reason = forms.CharField(
        label="Why, in words for whoever put it forward",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see it, with your name and the date.",
        error_messages={"required": "Say why: readers see it."},
    )
    owner = forms.ChoiceField(
        label="Who has it",
        error_messages={"required": "Choose who has it.", "invalid_choice": "Choose somebody who looks after this."},
    )
    due = NhsDateField(
        label="By when",
        required=False,
        help_text="A working day. While it is considered: when you will say more. Once adopted: when it will be done.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, owners: Sequence[AbstractBaseUser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(person.pk): person for person in owners}
        self.fields["owner"].choices = [(key, str(person)) for key, person in self.owners.items()]  # type: ignore[attr-defined]

    def clean_owner(self) -> AbstractBaseUser:
        return self.owners[self.cleaned_data["owner"]]

    def clean_due(self) -> date | None:
        day = self.cleaned_data["due"]
        if day is not None and day < timezone.localdate():
            raise ValidationError("This day has passed. Choose one to come.")
        if day is not None and not is_working_day(day):
            raise ValidationError("Nobody is at work on that day. Choose a working day.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        waits = cleaned.get("state") == Idea.State.CONSIDERING
        if waits and "due" not in self.errors and not cleaned.get("due"):
            self.add_error("due", "Say by when you will have considered it.")
        return cleaned


class IdeaListForm(forms.Form):
    """As it stands in the address."""

    state = forms.ChoiceField(required=False, choices=[("", "All"), *Idea.State.choices], widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What it is",
        required=False,
        choices=[("", "Anything"), *Idea.Kind.choices],
        widget=forms.Select(attrs={"data-no-optional": True}),
    )

    def asked(self) -> dict[str, Any]:
        """What was asked, as far as there is such a thing: a mistyped address still leads somewhere."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
