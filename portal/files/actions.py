"""Verbs of files: keep one, have it read, count a download."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from wagtail.models import Collection

from . import sniff
from .models import FileVersion, PortalDocument
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


def keep_version(*, document_id: int, by: AbstractBaseUser | None) -> FileVersion:
    """Called before another file takes its place: the one of now stays, as an earlier version."""
    now = PortalDocument.objects.select_for_update(no_key=True, of=("self",)).get(pk=document_id)
    return FileVersion.objects.create(
        document=now,
        file=now.file.name,
        version=now.version,
        file_hash=now.get_file_hash(),
        text=now.text,
        replaced_by=by,
    )


@transaction.atomic
def restore_version(*, version: FileVersion, by: AbstractBaseUser) -> PortalDocument:
    """Its file is the document's again, as a copy. Nothing is lost: the file of now becomes a version too."""
    document = PortalDocument.objects.select_for_update(no_key=True, of=("self",)).get(pk=version.document_id)
    if document.file_hash == version.file_hash:
        return document  # pressed twice
    keep_version(document_id=document.pk, by=by)
    document.version = version.version
    with version.file.open("rb") as content:
        document.file.save(version.filename, content, save=False)
    document._set_document_file_metadata()
    document.save(update_fields=["file", "version", "file_size", "file_hash"])
    read_later(document=document)
    return document


def read_later(*, document: PortalDocument) -> None:
    """Have the words of this document read. Should the queue forget, the sweep finds it (see providers)."""
    pk = document.pk
    transaction.on_commit(lambda: read_document.enqueue(pk))


def count_download(*, document_id: int) -> None:
    PortalDocument.objects.filter(pk=document_id).update(downloads=F("downloads") + 1)
