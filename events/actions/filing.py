"""The verbs of a meeting's files: put one beside it, take it away."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from wagtail.models import Collection

from portal.audit.actions import log
from portal.files.actions import keep_document

from ..models import EventPage, MeetingFile


@transaction.atomic
def add_file(
    *,
    event: EventPage,
    actor: AbstractBaseUser,
    kind: str,
    title: str,
    file: UploadedFile | None = None,
    url: str = "",
    text: str = "",
) -> MeetingFile:
    """A file goes into the network's collection, so that whoever may see the network's files may have it."""
    if not event.can_manage(actor):
        raise PermissionDenied
    document = None
    if file is not None:
        network = event.network()
        collection = network.collection if network else Collection.get_first_root_node()
        document = keep_document(
            title=title, name=file.name or "file", content=file.read(), collection=collection, by=actor
        )
    row = MeetingFile.objects.create(
        meeting=event.meeting, kind=kind, title=title, document=document, url=url, text=text
    )
    log(actor=actor, action="events/file-added", target=row, kind=kind)
    return row


@transaction.atomic
def remove_file(*, file: MeetingFile, actor: AbstractBaseUser) -> None:
    """It no longer stands beside the meeting. The document itself stays in its collection."""
    if not file.meeting.page.can_manage(actor):
        raise PermissionDenied
    log(actor=actor, action="events/file-removed", target=file, kind=file.kind)
    file.delete()
