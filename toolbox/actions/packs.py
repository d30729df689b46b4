"""Make a desk pack, and keep the last few."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..desk_pack.archive import Archive, changed
from ..desk_pack.guide import pocket_guide
from ..models import DeskPack, ToolboxIndexPage

KEPT = 5  # versions; a stick older than the oldest of them should not be in use


def make_pack(*, actor: AbstractBaseUser | None = None) -> DeskPack:
    """A new version, where anything changed since the last; else the last. Without `actor` it was due by itself."""
    if actor is not None and not getattr(actor, "is_staff", False):
        raise PermissionDenied
    with tempfile.TemporaryFile() as file, transaction.atomic():
        _one_at_a_time()
        last = DeskPack.objects.first()
        today = timezone.localdate()
        version = _version(today)
        guide = pocket_guide(version=version, today=today)
        archive = Archive(into=file, version=version, today=today, guide=guide)
        archive.write()
        if last is not None and last.known == archive.known and bool(last.guide) == (guide is not None):
            return last
        size = file.tell()
        file.seek(0)
        pack = DeskPack(
            version=version,
            made_by=actor,
            size=size,
            digest=hashlib.file_digest(file, "sha256").hexdigest(),
            tools=len(archive.known),
            known=archive.known,
            changes=changed(last.known, archive.known) if last else {},
        )
        file.seek(0)
        pack.archive.save(f"desk-pack-{version}.zip", File(file), save=False)
        if guide is not None:
            pack.guide.save(f"pocket-guide-{version}.pdf", ContentFile(guide), save=False)
        pack.save()
        log(actor=actor, action="toolbox/pack-made", target=pack, tools=pack.tools)
        _drop_old()
    return pack


def _one_at_a_time() -> None:
    """Two who press at once make one version: the second waits, and finds that nothing changed."""
    ToolboxIndexPage.objects.select_for_update(of=("self",)).order_by("pk").first()


def _version(today: date) -> str:
    day = today.isoformat()
    taken = set(DeskPack.objects.filter(version__startswith=day).values_list("version", flat=True))
    number = 1
    while (version := day if number == 1 else f"{day}-{number}") in taken:
        number += 1
    return version


def _drop_old() -> None:
    for pack in DeskPack.objects.all()[KEPT:]:
        files = [pack.archive, pack.guide]
        pack.delete()
        for file in files:
            if file:
                transaction.on_commit(lambda name=file.name, storage=file.storage: storage.delete(name))
