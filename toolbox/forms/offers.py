"""The shape of an offer to the toolbox, and of a reviewer's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.crypto import get_random_string

from portal.cms.models import Theme
from portal.files import sniff
from portal.privacy.forms import Guarded

from ..models import EntryPage, Submission
from ..vocabulary import ASKING, EntryType

# Chapters, an address, questions: for the editors.
NEEDS_MORE = {EntryType.GUIDANCE, EntryType.EXTERNAL_LINK, EntryType.DECISION_TOOL}
Credit = Submission.Credit


class OfferForm(Guarded, forms.Form):
    """As little as a colleague can say in two minutes; the toolbox's editors do the rest."""

    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter the title people will find it by."}
    )
    type = forms.ChoiceField(
        label="What is it?",
        choices=[choice for choice in EntryType.choices if choice[0] not in NEEDS_MORE],
        initial=EntryType.TRAINING,
    )
    summary = forms.CharField(
        label="What does it help with?",
        help_text="One or two sentences.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a sentence what it helps with."},
    )
    words = forms.CharField(
        label="The tool itself, or how to use it",
        help_text="Write it here, or add it as a file below. Nothing about a patient.",
        max_length=10000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label="A file", help_text="Word, Excel, PowerPoint, OpenDocument, PDF or text, without macros.", required=False
    )
    themes = forms.ModelMultipleChoiceField(
        label="Themes", queryset=Theme.objects.all(), widget=forms.CheckboxSelectMultiple, required=False
    )
    used_at = forms.CharField(
        label="Where is it used?",
        help_text="Trusts, sites or teams, and since when.",
        max_length=300,
        required=False,
    )
    first_contact = forms.BooleanField(
        label="It is used when somebody is asked for the first time",
        help_text="Then say below how it makes sure that everybody is asked the same.",
        required=False,
    )
    asked_the_same = forms.CharField(
        label="How is everybody asked the same?",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_name = forms.CharField(
        label="Whom to ask about it",
        help_text="A team, for example “Overseas visitors team”.",
        max_length=120,
        error_messages={"required": "Enter whom to ask, for example a team."},
    )
    contact_email = forms.EmailField(
        label="Their shared mailbox",
        help_text="It is shown in public. Not a person's own address.",
        error_messages={"required": "Enter a shared mailbox."},
    )
    credit = forms.ChoiceField(
        label="Whom may the page thank?", widget=forms.RadioSelect, choices=Credit.choices, initial=Credit.NAMED
    )
    permission = forms.BooleanField(
        label="My trust agrees that others use it, change it and pass it on within the NHS, with credit",
        error_messages={"required": "Tick the box when your trust agrees. Without that it cannot be shared."},
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: AbstractBaseUser, has_file: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": get_random_string(20)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.has_file = has_file
        if not getattr(person, "trust_id", None):
            choices = [(Credit.NAMED, "My name"), (Credit.UNNAMED, "Nobody")]
            self.fields["credit"].choices = choices  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            try:
                sniff.check(file, name=file.name or "", size=file.size or 0)
            except sniff.RefusedFileError as refused:
                raise ValidationError(str(refused), code="refused") from refused
        return file or None

    def clean_contact_email(self) -> str:
        email = self.cleaned_data["contact_email"]
        if EntryPage(contact_email=email)._belongs_to_a_person(email):
            raise ValidationError("This is a person's own address. Give a shared mailbox, such as a team's.")
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.has_file and "file" not in self.errors and not cleaned.get("words") and not cleaned.get("file"):
            self.add_error("words", "Write the tool here, or add a file.")
        asks = cleaned.get("first_contact") and cleaned.get("type") in ASKING
        if asks and not (cleaned.get("asked_the_same") or "").strip():
            self.add_error("asked_the_same", "Say how this tool makes sure that everybody is asked the same.")
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was typed, without what only this form asks."""
        return {name: value for name, value in self.cleaned_data.items() if name != "permission"}


class ReviewForm(Guarded, forms.Form):
    """A reviewer's answer where it is not yes: approving is done in the editor."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("changes", "Ask for changes"), ("declined", "Do not take it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer."},
    )
    reason = forms.CharField(
        label="What should change, or why it is not taken",
        help_text="Whoever offered it reads this.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what should change, or why."},
    )
