"""A file, an address or the words of a transcript, to stand beside a meeting."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.privacy.uploads import AttachmentField

from ..models import MeetingFile


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=MeetingFile.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter the title people choose it by."}
    )
    file = AttachmentField(label="A file", required=False, help_text="PDF, Word, PowerPoint, Excel or text.")
    url = forms.URLField(
        label="Or an address elsewhere",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="For example where the recording is kept.",
    )
    text = forms.CharField(
        label="Or the words of a transcript",
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        given = [name for name in ("file", "url", "text") if said.get(name)]
        if self.errors:
            return said
        if not given:
            self.add_error("file", "Add a file, an address, or the words of a transcript.")
        elif len(given) > 1:
            self.add_error(given[1], "Give one of the three. Add the other on its own afterwards.")
        elif given == ["text"] and said["kind"] != MeetingFile.Kind.TRANSCRIPT:
            self.add_error("text", "Words are for transcripts. Add a file or an address.")
        return said
