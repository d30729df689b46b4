"""Verbs of files: keep one, have it read, count a download."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from wagtail.models import Collection

from . import sniff
from .models import PortalDocument
from .tasks import read_document


@transaction.atomic
def keep_document(
    *,
    title: str,
    name: str,
    content: bytes,
    collection: Collection,
    version: str = "",
    by: AbstractBaseUser | None = None,
) -> PortalDocument:
    """Store a file that came by another way than the editor's form. Raises `sniff.RefusedFileError` like the form."""
    file = ContentFile(content, name=name)
    sniff.check(file, name=name, size=len(content))
    document = PortalDocument(title=title, collection=collection, version=version, uploaded_by_user=by)
    document.file.save(name, file, save=False)
    document._set_document_file_metadata()
    document.save()
    read_later(document=document)
    return document


def read_later(*, document: PortalDocument) -> None:
    """Have the words of this document read. Should the queue forget, the sweep finds it (see providers)."""
    pk = document.pk
    transaction.on_commit(lambda: read_document.enqueue(pk))


def count_download(*, document_id: int) -> None:
    PortalDocument.objects.filter(pk=document_id).update(downloads=F("downloads") + 1)
