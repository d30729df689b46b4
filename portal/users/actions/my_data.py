"""Verbs of somebody's own data: ask for the archive, make it, say that it is ready."""

from __future__ import annotations

import tempfile
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from portal.notifications import leases
from portal.notifications.actions import Recipient, notify
from portal.privacy.actions.exports import ask_for_export, fill_export
from portal.privacy.archive import write_archive
from portal.privacy.models import Export

from ..models import User

KIND = "privacy/my-data"
MOST_A_DAY = 3
# How long a worker is believed to live after its last sign of life.
LEASE = 300


@transaction.atomic
def request_archive(*, person: User) -> Export:
    """A row that an archive is wanted; a job makes it. While one is being made, asking again gives that one."""
    User.objects.select_for_update().get(pk=person.pk)
    mine = Export.objects.filter(person=person).of_kind(KIND)
    if (wanted := mine.wanted().first()) is not None:
        return wanted
    if mine.filter(created_at__gte=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError("You have asked three times today. Download one of those below, or ask again tomorrow.")
    return ask_for_export(person=person, kind=KIND, name=f"my-data-{timezone.localdate():%Y-%m-%d}.zip")


def make_archive(*, export: Export) -> bool:
    """Make the archive and tell its person. Safe to run twice, and at once: only one worker makes it.

    A worker that dies leaves the row wanted, and the sweep finds it.
    """
    name, holder = lease_of(export), leases.new_holder()
    if export.is_ready or export.is_over() or not leases.take(name=name, holder=holder, seconds=LEASE):
        return False
    person = User.objects.get(pk=export.person_id)
    try:
        with tempfile.TemporaryFile() as archive:
            write_archive(person, archive, progress=Sign(name, holder))
            archive.seek(0)
            with transaction.atomic():
                made = fill_export(export=export, content=File(archive))
                if made:
                    notify(
                        recipients=[Recipient.of(person)],
                        kind="users/data_ready",
                        target=Export.objects.get(pk=export.pk),
                    )
    finally:
        leases.release(name=name, holder=holder)
    return made


def lease_of(export: Export) -> str:
    return f"export:{export.pk}"


class Sign:
    """A sign of life: renews the lease, at most once in so many calls."""

    def __init__(self, name: str, holder: str, every: int = 20) -> None:
        self.name, self.holder, self.every, self.calls = name, holder, every, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls % self.every == 0:
            leases.take(name=self.name, holder=self.holder, seconds=LEASE)
