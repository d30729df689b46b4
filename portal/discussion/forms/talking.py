"""The shape of a comment and of a question."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string

from portal.cms.models import Theme
from portal.discussion.models import LONGEST_COMMENT, MOST_FILES, Thread
from portal.discussion.naming import FOI
from portal.discussion.text import as_words
from portal.privacy.guard import Verdict
from portal.privacy.uploads import AttachmentsField

from .watching import Watchful

OWN_CASE = "This is about my own bill or care: do not publish it, let a moderator read it"


def one_line(value: str) -> None:
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in value):
        raise ValidationError("Use letters on one line only.")


class Worded(Watchful):
    """Words with marks, where `without_name` is offered to those whom `unnamed_as` describes."""

    without_name = forms.BooleanField(label="Without my name", required=False)
    files = AttachmentsField(
        label="Files",
        most=MOST_FILES,
        required=False,
        help_text=f"Up to {MOST_FILES}: PDF, Word, PowerPoint, Excel, CSV, text. No pictures, nothing about a patient.",
    )
    # Whose form it is (`portal.discussion.drafts`): words sent without a session come back to them.
    writer = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unnamed_as: str = "", takes_files: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", get_random_string(20))
        super().__init__(*args, **kwargs)
        self.unnamed_as = unnamed_as
        if unnamed_as:
            self.fields["without_name"].help_text = f"Members see \u201c{unnamed_as}\u201d. {FOI}"
        else:
            del self.fields["without_name"]
        if not takes_files:
            del self.fields["files"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned.pop("writer", None)
        return cleaned

    @property
    def shown_as(self) -> str:
        """What will stand instead of a name, for a look before sending."""
        return self.unnamed_as if self.is_valid() and self.cleaned_data.get("without_name") else ""

    seldom: ClassVar[tuple[str, ...]] = ("files", "without_name")

    @property
    def has_seldom(self) -> bool:
        """Whether anything is offered that few need: under a conversation it is folded."""
        return any(name in self.fields for name in self.seldom)

    @property
    def opens_seldom(self) -> bool:
        """Nobody writes without a name unawares: where that is ticked already, it stands open."""
        return bool(self.initial.get("without_name"))

    @property
    def has_lost_files(self) -> bool:
        """Whether files came with words that were not taken: a browser does not send them twice by itself."""
        return self.is_bound and bool(self.files)

    def guard_inspect(self, name: str, value: str) -> Verdict:
        """Of the words as typed and as shown: a number half in bold is one number."""
        return super().guard_inspect(name, value) or super().guard_inspect(name, as_words(value))


class CommentForm(Worded):
    """What a member writes. `key` marks the form, so that a second press is not a second comment."""

    guard_holds = ("body",)
    field_order = ["body", "files", "about_own_case", "without_name", "key"]

    body = forms.CharField(
        label="Your comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Do not name patients or give details that could identify one.",
        error_messages={
            "required": "Write your comment.",
            "max_length": f"Your comment is too long. Keep it to {LONGEST_COMMENT:,} characters.",
        },
    )
    about_own_case = forms.BooleanField(label=OWN_CASE, required=False)
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, public: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not public:
            del self.fields["about_own_case"]

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").strip()


class GuestCommentForm(CommentForm):
    """What somebody without an account writes: it waits for a moderator whatever it says."""

    guard_waits_anyhow = True

    name = forms.CharField(
        label="Your name",
        max_length=80,
        validators=[one_line],
        help_text="Shown beside your comment.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="Never shown. We use it to tell you what happens to your comment.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address like name@example.com.",
        },
    )
    capacity = forms.CharField(
        label="You write as",
        max_length=80,
        required=False,
        validators=[one_line],
        help_text="For example: NHS employee, taxpayer, patient.",
    )
    wants_replies = forms.BooleanField(label="Tell me by email when somebody replies", required=False)

    field_order = ["body", "name", "email", "capacity", "wants_replies", "about_own_case"]


class ThreadForm(Worded):
    """A question or a discussion to start. Its title stands in lists at once, so only its words can wait."""

    guard_holds = ("body",)
    watched = ("title", "body")
    field_order = ["kind", "title", "theme", "body", "files", "without_name", "key"]

    kind = forms.ChoiceField(
        label="What would you like to start?",
        choices=[
            (Thread.Kind.QUESTION, "A question, to which there is an answer"),
            (Thread.Kind.DISCUSSION, "A discussion, to exchange experience"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a question or a discussion."},
    )
    title = forms.CharField(
        label="In one line",
        max_length=150,
        validators=[one_line],
        error_messages={"required": "Say in one line what it is about."},
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label="Theme",
        required=False,
        empty_label="None of these",
        help_text="If nobody has answered a question in two working days, we ask a specialist of its theme.",
    )
    body = forms.CharField(
        label="Details",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Do not name patients or give details that could identify one.",
        error_messages={"required": "Write a few words more."},
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, announces: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if announces:
            announcement = (Thread.Kind.ANNOUNCEMENT, "An announcement: every member is told at once")
            self.fields["kind"].choices = [*self.fields["kind"].choices, announcement]  # type: ignore[attr-defined]
