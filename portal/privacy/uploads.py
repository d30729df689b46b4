"""The guard at the door of uploads: the words and the name of a file, before it is kept."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portal.files import sniff
from portal.files.forms import DocumentForm as PlainDocumentForm
from portal.files.forms import ImageForm as PlainImageForm
from portal.files.reading import Reading, Status, text_of

from . import guard
from .forms import REWORD, WHY, Guarded, Outcome
from .guard import Verdict
from .identifiers import Kind

PICTURES = ("gif", "jpg", "jpeg", "png", "webp", "heic", "tif", "tiff", "bmp", "svg", "avif")


def look_into(file: UploadedFile, *, place: str) -> None:
    """Refuse a file whose words hold a clear identifier. It is read in a process of its own, before it is kept."""
    reading = text_of(file, name=file.name or "")
    verdict = guard.inspect(reading.text)
    if verdict.is_clear or is_a_list(verdict):
        guard.note(verdict=verdict, place=place, outcome=Outcome.BLOCKED)
        sentence = verdict.sentence.replace("this contains", "this file contains").replace("This may", "This file may")
        raise ValidationError(f"{sentence} {WHY} Take it out, save the file and add it again.", code="guard")
    if verdict:
        guard.note(verdict=verdict, place=place, outcome=Outcome.PASSED)
    refuse_unread(reading)


def is_a_list(verdict: Verdict) -> bool:
    """Several numbers that pass the check, without a word beside them: a column of a spreadsheet."""
    return sum(hit.kind in (Kind.NHS, Kind.CHI) for hit in verdict.hits) >= 3


def refuse_unread(reading: Reading) -> None:
    """What nobody could look through is not kept, or a password would be the way round the guard."""
    if reading.status is Status.ENCRYPTED:
        raise ValidationError("This file is protected with a password. Save it without one.", code="guard")
    if reading.status in (Status.TIMED_OUT, Status.TOO_LARGE) or reading.cut:
        raise ValidationError(
            "This file is too long for us to check that it names no patient. Split it and add the parts.", code="guard"
        )


class DocumentForm(Guarded, PlainDocumentForm):
    """A document of the editor: its name, title and words."""

    guard_passes_unclear = True
    guard_advice = REWORD

    def clean_file(self) -> Any:
        file = super().clean_file()
        if isinstance(file, UploadedFile):
            look_into(file, place="DocumentForm.file")
        return file


class ImageForm(Guarded, PlainImageForm):
    """A picture of the editor: its name and title. What it shows only people can judge."""

    guard_passes_unclear = True
    guard_advice = REWORD


class AttachmentField(forms.FileField):
    """A file that a member adds to what they say. No pictures: a photograph of a document is read by nobody's guard."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        if PurePath(file.name or "").suffix.lower().lstrip(".") in PICTURES or (file.content_type or "").startswith(
            "image/"
        ):
            raise ValidationError(
                "Pictures cannot be added to a discussion: a photograph may show a patient's details that nobody "
                "checked. Write what it says in words.",
                code="picture",
            )
        try:
            sniff.check(file, name=file.name or "", size=file.size or 0)
        except sniff.RefusedFileError as refused:
            raise ValidationError(str(refused), code="refused") from refused
        look_into(file, place="AttachmentField")
        return file


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class AttachmentsField(AttachmentField):
    """Some files, each as above; a list of them."""

    widget = SeveralFiles

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > self.most:
            raise ValidationError(f"Add {self.most} files at most.", code="too-many")
        return [super(AttachmentsField, self).clean(file) for file in files]
