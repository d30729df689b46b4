"""What people hear of tools: a new one, and a new edition of its words, once each."""

from __future__ import annotations

import hashlib

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from portal.notifications.actions import tell_of_page
from portal.notifications.models import Happening

from .models import EntryPage

PUBLISHED = "toolbox/published"


def tell(entry: EntryPage, *, by: AbstractBaseUser | None = None) -> None:
    """Publishing the same words again tells nobody; several changes of one day are one piece of news."""
    if not entry.live:
        return
    told = Happening.objects.about(entry)
    if told.filter(at__date=timezone.localdate()).exists():
        return
    edition = f", edition {entry.edition}" if entry.edition else ""
    verb = "Changed" if told.exists() else "New"
    title = f"{verb} in the toolbox: {entry.title}{edition}"
    tell_of_page(kind=PUBLISHED, page=entry, title=title, key=f"{entry.pk}:{print_of(entry)}", by=by)


def print_of(entry: EntryPage) -> str:
    """The same for the same words and files: not of who answers for it, nor of when it was checked."""
    files = [f"{file.document_id}:{file.document.get_file_hash()}" for file in entry.files.select_related("document")]
    words = [entry.title, entry.summary, entry.edition, str(entry.body.raw_data), str(entry.chapters.raw_data)]
    parts = [*words, entry.asked_the_same, entry.external_url, *files]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
