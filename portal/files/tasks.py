"""Work done later: the words of a document, for search."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

from .models import DocumentText, PortalDocument
from .reading import Reading, Status, text_of


@task()
def read_document(document_id: int) -> None:
    """Read a document's file once and tell those who show it. Safe to run twice."""
    document = PortalDocument.objects.unread().filter(pk=document_id).first()
    if document is None:
        return
    try:
        with document.open_file() as file:
            reading = text_of(file, name=document.filename)
    except OSError:
        reading = Reading(Status.BROKEN)
    with transaction.atomic():
        DocumentText.objects.update_or_create(
            document=document,
            defaults={
                "file_hash": document.file_hash,
                "state": reading.status.value,
                "text": reading.laid_out,
                "note": "Only the first part was read." if reading.cut else "",
            },
        )
        tell_readers(document.pk)


def tell_readers(document_id: int) -> None:
    """Those who show a file hear that its words are known, or that other people may read them now."""
    for path in settings.PORTAL_PROVIDERS["document_read"]:
        import_string(path)(document_id)
