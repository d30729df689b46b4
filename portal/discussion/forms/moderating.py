"""The shapes of reports, of moderators' decisions, and of appeals against them."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.models import Page

from portal.discussion.models import Report
from portal.privacy.forms import Guarded

from .talking import one_line

FOR_GOOD = "0"
TERMS = [
    ("", "No"),
    ("7", "Yes, for a week"),
    ("30", "Yes, for 30 days"),
    (FOR_GOOD, "Yes, until a moderator lifts it"),
]
HERE, ANYWHERE = "here", "anywhere"


class ReportForm(Guarded, forms.Form):
    """What a reader finds wrong."""

    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong.", "invalid_choice": "Choose what is wrong."},
    )
    words = forms.CharField(
        label="What should a moderator know?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only moderators read this. Do not repeat a patient's details.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Report.Reason.OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Say in a few words what is wrong.")
        return cleaned


class GuestReportForm(ReportForm):
    """The same from somebody without an account."""

    email = forms.EmailField(
        label="Your email address",
        help_text="Never shown. We tell you what was decided.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address like name@example.com.",
        },
    )


class ReasonForm(forms.Form):
    """Why a comment is refused or removed."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        validators=[one_line],
        help_text="The writer is told this, and it stays beside a removed comment.",
        error_messages={"required": "Give a reason: the writer is told."},
    )


class DecisionForm(Guarded, ReasonForm):
    """The same, and in one step whether its writer may go on writing: in this network, or for staff anywhere."""

    days = forms.ChoiceField(
        label="Keep its writer from writing as well?",
        choices=TERMS,
        required=False,
        widget=forms.RadioSelect,
        help_text="They can still read, and come to meetings. They are told the same reason and can appeal.",
    )
    where = forms.ChoiceField(label="Where?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, place: Page | None, is_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        choices = [(HERE, f"In {place.title}")] if place else []
        choices += [(ANYWHERE, "Anywhere in the portal")] if is_staff else []
        self.fields["days"].initial = ""
        if len(choices) > 1:
            self.fields["where"].choices = choices  # type: ignore[attr-defined]
            self.fields["where"].initial = HERE
        else:
            del self.fields["where"]
        if not choices:
            del self.fields["days"]

    @property
    def blocks(self) -> bool:
        return bool(self.cleaned_data.get("days"))

    @property
    def block(self) -> dict[str, Any] | None:
        """Where and for how many days the writer is kept out; None: not at all."""
        if not self.blocks:
            return None
        anywhere = self.place is None or self.cleaned_data.get("where") == ANYWHERE
        return {"page": None if anywhere else self.place, "days": int(self.cleaned_data["days"]) or None}


class SettleForm(DecisionForm):
    """What is done about somebody who was reported."""

    field_order = ["upheld", "reason", "days"]

    upheld = forms.ChoiceField(
        label="What do you decide?",
        choices=[("no", "Nothing is to be done"), ("yes", "Something is or was done about it")],
        widget=forms.RadioSelect,
        help_text="Whoever reported is told which of the two.",
        error_messages={"required": "Choose what you decide."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, place=None, is_staff=True, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = "Needed where you keep them from writing: they are told."
        self.fields["days"].label = "Keep them from writing anywhere in the portal?"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("days") and not cleaned.get("reason"):
            self.add_error("reason", "Give a reason: they are told.")
        if cleaned.get("days") and cleaned.get("upheld") == "no":
            self.add_error("upheld", "Keeping somebody from writing is something done about it.")
        return cleaned


class AppealForm(Guarded, forms.Form):
    """Why a decision was wrong, as its writer sees it."""

    words = forms.CharField(
        label="Why should it be decided otherwise?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="You can appeal once. Somebody else than the first moderator reads this.",
        error_messages={"required": "Say why it should be decided otherwise."},
    )


class AnswerForm(forms.Form):
    """The answer to an appeal: the last word."""

    granted = forms.ChoiceField(
        label="What do you decide?",
        choices=[("yes", "Undo the first decision"), ("no", "Leave the first decision")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide."},
    )
    answer = forms.CharField(
        label="Your answer",
        max_length=300,
        validators=[one_line],
        help_text="The writer reads this.",
        error_messages={"required": "Write an answer: the writer reads it."},
    )
