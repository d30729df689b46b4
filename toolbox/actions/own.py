"""Verbs of a trust's own copies: keep its details, make a copy, tell of a newer parent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.components import dates
from portal.organisations.models import Organisation
from portal.users.trusts import own_trusts

from .. import news
from ..filling import filled
from ..models import EntryFile, OwnCopy, TrustDetails


@transaction.atomic
def make_own(
    *, actor: AbstractBaseUser, file: EntryFile, trust: Organisation, details: dict[str, Any], logo: bytes | None = None
) -> bytes:
    """The file with the trust's words in it. They are kept for the next one; a new `logo` takes the old's place."""
    if trust not in own_trusts(actor):
        raise PermissionDenied("You speak for the trusts where your seat is confirmed.")
    kept, _ = TrustDetails.objects.select_for_update(of=("self",)).get_or_create(
        organisation=trust, defaults={"team": details["team"]}
    )
    for name, value in details.items():
        setattr(kept, name, value)
    kept.logo = logo or kept.logo
    kept.changed_at, kept.changed_by = timezone.now(), actor  # type: ignore[assignment]
    kept.save()
    document, entry = file.document, file.entry
    about = f"From {entry.title}, {entry.edition_now()}, file version {document.version or 'without number'}; made for "
    with document.open_file() as source:
        content = filled(
            source,
            values={"trust": trust.name, **{name: str(value) for name, value in details.items()}},
            logo=bytes(kept.logo) if kept.logo else None,
            about=f"{about}{trust} on {dates.day(timezone.localdate())}.",
            version=document.version,
        )
    OwnCopy.objects.update_or_create(
        organisation=trust,
        document=document,
        defaults={
            "entry": entry,
            "file_hash": document.get_file_hash(),
            "version": document.version,
            "edition": entry.edition_now()[:60],
            "made_at": timezone.now(),
            "made_by": actor,
            "told_hash": "",
        },
    )
    log(actor=actor, action="toolbox/own-copy-made", target=entry, trust=trust.pk, document=document.pk)
    return content


@transaction.atomic
def tell_of_parents(*, document_id: int) -> int:
    """Whoever made a copy of this file hears once that the parent has another now."""
    told = 0
    behind = OwnCopy.objects.select_for_update(of=("self",)).filter(document=document_id).select_related("document")
    for copy in behind.select_related("document", "entry", "made_by"):
        if copy.is_behind and copy.told_hash != copy.document.file_hash:
            news.tell_of_parent(copy)
            copy.told_hash = copy.document.file_hash
            copy.save(update_fields=["told_hash"])
            log(actor=None, action="toolbox/parent-told", target=copy.entry, trust=copy.organisation_id)
            told += 1
    return told
