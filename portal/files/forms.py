"""The one door of uploads: the form bases that Wagtail's settings name for documents and images."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from . import actions, sniff
from .models import PortalDocument
from .pictures import stripped
from .tasks import tell_readers


class DocumentForm(BaseDocumentForm):
    """A document is looked into before it is kept, and read for search after. The file it had stays as a version."""

    def __init__(self, *args: Any, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, user=user, **kwargs)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            try:
                sniff.check(file, name=file.name or "", size=file.size or 0)
            except sniff.RefusedFileError as refused:
                raise ValidationError(str(refused), code="refused") from refused
        return file

    def save(self, commit: bool = True) -> PortalDocument:
        if commit and self.instance.pk and "file" in self.changed_data and self.original_file:
            actions.keep_version(document_id=self.instance.pk, by=self.user)
            self.original_file = None  # Wagtail would delete it
        document = super().save(commit=commit)
        if commit:
            if "collection" in self.changed_data:
                tell_readers(document.pk)  # at once: what was public may be for a few now
            actions.read_later(document=document)
        return document


class ImageForm(BaseImageForm):
    """A picture is kept without what the camera wrote into it."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            content = stripped(file)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError("This picture is damaged. Save it again and add that.", code="damaged") from error
        clean = SimpleUploadedFile(file.name or "picture", content, content_type=file.content_type)
        clean.image = file.image  # type: ignore[attr-defined]
        return clean
