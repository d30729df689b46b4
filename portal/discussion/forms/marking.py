"""The shapes of marking an answer, and of saying that two questions are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from wagtail.models import Page

from portal.discussion.models import Comment
from portal.discussion.text import as_words
from portal.privacy.forms import Guarded

from .talking import one_line

Standing = Comment.Standing
NO_MARK, ELSEWHERE = "none", "elsewhere"
VOUCHES = [
    (Standing.CHECKED.value, "It agrees with a tool or guidance: checked, not a decision"),
    (Standing.PEER.value, "A helpful view of a colleague"),
]
REST = [
    (Standing.SUPERSEDED.value, "It no longer holds"),
    (Standing.ASIDE.value, "It is not an answer: the question stays open"),
]


class MarkForm(Guarded, forms.Form):
    """What an answer is worth, and why. `pages` are what it may have been checked against."""

    standing = forms.ChoiceField(
        label="What is this answer worth?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what this answer is worth."},
    )
    page = forms.ChoiceField(
        label="Checked against which page?",
        help_text="For a checked answer. Only pages that everybody who reads the question may read too.",
        required=False,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label="Address of another page",
        help_text="For example /toolbox/letter-to-a-patient/",
        required=False,
        max_length=300,
    )
    paragraph = forms.CharField(
        label="Chapter or paragraph",
        help_text="If it rests on one in particular.",
        required=False,
        max_length=80,
        validators=[one_line],
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Needed where an answer no longer holds. It is shown beside it.",
        required=False,
        max_length=300,
        validators=[one_line],
    )
    successor = forms.ChoiceField(label="Which answer holds instead?", required=False)

    def __init__(
        self,
        *args: Any,
        own: bool,
        marked: bool,
        pages: Sequence[Page] = (),
        others: Sequence[Comment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = REST if own else VOUCHES + REST
        self.fields["standing"].choices = choices + ([(NO_MARK, "No mark")] if marked else [])  # type: ignore[attr-defined]
        offered = [(str(page.pk), f"{page.title}, {page.edition_now()}") for page in pages]  # type: ignore[attr-defined]
        self.fields["page"].choices = [*offered, (ELSEWHERE, "Another page")]  # type: ignore[attr-defined]
        self.fields["successor"].choices = [("", "None")] + [(str(one.pk), said_in_short(one)) for one in others]  # type: ignore[attr-defined]
        if own:
            for name in ("page", "address", "paragraph"):
                del self.fields[name]
        if not others:
            del self.fields["successor"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        standing = cleaned.get("standing")
        if standing == Standing.SUPERSEDED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why it no longer holds.")
        if standing == Standing.CHECKED and not cleaned.get("page"):
            self.add_error("page", "Choose the page that it was checked against.")
        if standing == Standing.CHECKED and cleaned.get("page") == ELSEWHERE and not cleaned.get("address"):
            self.add_error("address", "Enter the address of the page.")
        return cleaned


def said_in_short(comment: Comment) -> str:
    return f"{comment.writer}: {Truncator(' '.join(as_words(comment.body).split())).chars(70)}"
