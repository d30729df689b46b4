"""The shape of a changed comment."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.discussion.models import LONGEST_COMMENT, MOST_FILES, Attachment, Comment, Thread
from portal.privacy.uploads import AttachmentsField

from .talking import Worded


class EditForm(Worded):
    """Its words as they stand, the files that may go, and room for as many as there may be."""

    guard_holds = ("body",)
    field_order = ["body", "without", "files"]

    body = forms.CharField(
        label="Your comment",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Do not name patients or give details that could identify one.",
        error_messages={
            "required": "Write your comment, or delete it.",
            "max_length": f"Your comment is too long. Keep it to {LONGEST_COMMENT:,} characters.",
        },
    )
    without = forms.ModelMultipleChoiceField(
        Attachment.objects.none(), label="Take out these files", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, takes_files=comment.thread.kind != Thread.Kind.COMMENTS, **kwargs)
        self.kept = list(comment.attachments.all())
        if self.kept:
            self.fields["without"].queryset = comment.attachments.all()  # type: ignore[attr-defined]
        else:
            del self.fields["without"]

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number = len(self.kept) - len(cleaned.get("without") or []) + len(cleaned.get("files") or [])
        if number > MOST_FILES:
            field: AttachmentsField = self.fields["files"]  # type: ignore[assignment]
            self.add_error("files", f"A comment has {field.most} files at most. Take one out first.")
        return cleaned
