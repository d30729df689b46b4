"""Verbs of a file made for one person: ask for it, fill it, keep it ready made, let it go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..models import Export
from ..querysets import ExportQuerySet

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def ask_for_export(*, person: AbstractBaseUser, kind: str, name: str, expires_in: timedelta = KEPT_FOR) -> Export:
    """A row that says a file is wanted; a task fills it. `name` is the file's, as it will be saved."""
    export = Export.objects.create(person=person, kind=kind, name=name, expires_at=timezone.now() + expires_in)
    log(actor=person, action="privacy/export-asked", target=export, kind=kind)
    return export


@transaction.atomic
def fill_export(*, export: Export, content: bytes | File, expires_in: timedelta = KEPT_FOR) -> bool:
    """The file is there: from now its person may fetch it, until it expires. False: somebody was quicker."""
    export = Export.objects.select_for_update().get(pk=export.pk)
    if export.is_ready or export.is_over():
        return False
    export.ready_at = timezone.now()
    export.expires_at = export.ready_at + expires_in
    export.file.save(f"{export.pk}", content if isinstance(content, File) else ContentFile(content), save=False)
    export.save(update_fields=["file", "ready_at", "expires_at"])
    log(actor=export.person, action="privacy/export-made", target=export, kind=export.kind)
    return True


@transaction.atomic
def keep_export(
    *,
    person: AbstractBaseUser,
    kind: str,
    name: str,
    content: bytes | File,
    expires_in: timedelta = KEPT_FOR,
) -> Export:
    """A file that is made already: kept for one person, who alone may fetch it at `export.get_absolute_url()`."""
    export = ask_for_export(person=person, kind=kind, name=name, expires_in=expires_in)
    fill_export(export=export, content=content, expires_in=expires_in)
    export.refresh_from_db()
    return export


@transaction.atomic
def note_fetch(*, export: Export, person: AbstractBaseUser) -> None:
    """That a file left the portal."""
    log(actor=person, action="privacy/export-fetched", target=export, kind=export.kind)


def drop_expired_exports(*, now: datetime) -> int:
    """Delete the files whose time is up. The rows stay a while, so that a late visitor reads what happened."""
    done = 0
    for export in Export.objects.holding_a_file().over(now).iterator(chunk_size=100):
        with transaction.atomic():
            export.file.delete(save=False)
            export.save(update_fields=["file"])
            log(actor=None, action="privacy/export-expired", target=export, kind=export.kind)
        done += 1
    return done


def drop_exports(*, exports: ExportQuerySet) -> int:
    """Delete rows and files: their person's account closes, or nobody needs to know any more."""
    done = 0
    for export in exports.iterator(chunk_size=100):
        with transaction.atomic():
            log(actor=None, action="privacy/export-deleted", target=export, kind=export.kind)
            export.file.delete(save=False)
            export.delete()
        done += 1
    return done
