"""The shapes of a draft open for comment: to whom, what is said of a paragraph, the answer, and the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import get_random_string

from networks.models import Network
from portal.cms.forms import NhsDateField
from portal.discussion.forms.watching import Watchful
from portal.organisations.working_days import is_working_day
from portal.privacy.forms import Guarded

from ..models import DraftAnswer

MEMBERS = "members"


class OpenDraftForm(Guarded, forms.Form):
    """Who reads a draft, until when, and what its editors would like to know."""

    readers = forms.MultipleChoiceField(
        label="Who reads it and may comment?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who reads the draft."},
    )
    closes_on = NhsDateField(
        label="Until when?",
        help_text="A working day. For example, 27 3 2028.",
        error_messages={"required": "Enter the last day for comments."},
    )
    ask = forms.CharField(
        label="What would you like to know?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see it above the draft.",
    )

    def __init__(self, *args: Any, networks: list[Network], all_members: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {str(network.pk): network for network in networks}
        everybody = [(MEMBERS, "All members of the portal")] if all_members else []
        named = [(key, f"Members of {network}") for key, network in self.networks.items()]
        self.fields["readers"].choices = [*everybody, *named]  # type: ignore[attr-defined]

    def clean_closes_on(self) -> date:
        day = self.cleaned_data["closes_on"]
        if day <= timezone.localdate():
            raise ValidationError("Choose a day to come.")
        if not is_working_day(day):
            raise ValidationError("Nobody is at work on that day. Choose a working day.")
        return day

    def given(self) -> dict[str, Any]:
        chosen = self.cleaned_data["readers"]
        return {
            "for_members": MEMBERS in chosen,
            "networks": [self.networks[key] for key in chosen if key in self.networks],
            "closes_on": self.cleaned_data["closes_on"],
            "ask": self.cleaned_data["ask"],
        }


class RemarkForm(Watchful):
    watched = ("words",)

    words = forms.CharField(
        label="Your comment",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers of the draft see it with your name. Do not name patients.",
        error_messages={"required": "Write your comment."},
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", get_random_string(20))
        super().__init__(*args, **kwargs)


class AnswerRemarkForm(Guarded, forms.Form):
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (DraftAnswer.ACCEPTED, "Accepted: the draft will say so"),
            (DraftAnswer.DECLINED, "Not accepted"),
            (DraftAnswer.REMOVED, "Take it down: nobody reads its words any more"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Its writer and all readers of the draft see it.",
        error_messages={"required": "Say why: its writer and all readers see it."},
    )


class CloseDraftForm(Guarded, forms.Form):
    reason = forms.CharField(label="Why some comments get no answer", max_length=500)

    def __init__(self, *args: Any, unanswered: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unanswered:
            del self.fields["reason"]
        else:
            self.fields["reason"].help_text = "Readers see it."
            self.fields["reason"].error_messages["required"] = "Answer the comments, or say why they get no answer."
