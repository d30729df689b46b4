"""The files of comments: kept with one, gone with it, and swept where a row went without its file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from pathlib import PurePath

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from .models import Attachment, Comment
from .models.attachments import FOLDER

SWEPT, A_DAY = "discussion:attachments-swept", 24 * 60 * 60
YOUNG = timedelta(hours=1)  # its row may not be written yet


def attach(files: Iterable[File], *, to: Comment) -> int:
    """Keep files that a form has looked into. Returns how many."""
    kept = [
        Attachment.objects.create(comment=to, file=File(file, name="file"), name=name_of(file), size=file.size)
        for file in files
    ]
    return len(kept)


def name_of(file: File) -> str:
    """The name it had, on one line and not too long; the ending stays."""
    path = PurePath("".join(c for c in file.name or "file" if unicodedata.category(c)[0] != "C").replace("\\", "/"))
    return f"{path.stem[: 140 - len(path.suffix)]}{path.suffix[:10]}" or "file"


def detach(comment: Comment, *, only: Attachment | None = None) -> None:
    """The files of a comment that is taken down go for good, or one of them; from the disk once that is certain."""
    for attachment in [only] if only else comment.attachments.all():
        transaction.on_commit(lambda name=attachment.file.name: default_storage.delete(name), robust=True)
        attachment.delete()


def sweep() -> int:
    """Once a day: files whose row went with a page, a thread or a transaction that did not hold."""
    if not cache.add(SWEPT, True, A_DAY) or not default_storage.exists(FOLDER):
        return 0
    names = {f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]}
    left = names - set(Attachment.objects.values_list("file", flat=True))
    old = [name for name in left if default_storage.get_modified_time(name) < timezone.now() - YOUNG]
    for name in old:
        default_storage.delete(name)
    return len(old)
