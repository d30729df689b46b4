"""Verbs of the archive of a whole network: ask for it, make it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify

from networks.models import Network, NetworkArchive
from portal.audit.actions import log
from portal.cms.audience import providers
from portal.files.bundle import Bundle, Chapter
from portal.notifications import leases
from portal.privacy.actions import ask_for_export, drop_exports, fill_export
from portal.privacy.models import Export

from .roles import NOT_YOURS

KIND = "networks/archive"
LEASE = 120
STEP = 20  # rows between two signs of life


@transaction.atomic
def ask_for_archive(*, network: Network, actor: AbstractBaseUser) -> Export:
    """A row that an archive is wanted; a job makes it. While one is being made, asking again gives that one."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    wanted = Export.objects.filter(person=actor.pk, network_archive__network=network).wanted().first()
    if wanted is not None:
        return wanted
    name = f"{slugify(str(network))[:80] or 'network'}-{timezone.localdate():%Y-%m-%d}.zip"
    export = ask_for_export(person=actor, kind=KIND, name=name)
    NetworkArchive.objects.create(export=export, network=network)
    log(actor=actor, action="networks/archive_asked", target=network, export=str(export.pk))
    return export


def make_archive(*, order: NetworkArchive) -> bool:
    """Write it with what its person may see, and tell them. Safe to run twice, and at once: one worker makes it.

    Whoever may no longer run the network gets none.
    """
    export, name, holder = order.export, f"export:{order.pk}", leases.new_holder()
    if export.is_ready or export.is_over() or not leases.take(name=name, holder=holder, seconds=LEASE):
        return False
    try:
        if not order.network.can_run(export.person):
            drop_exports(exports=Export.objects.filter(pk=export.pk))
            return False

        def progress(chapter: str, done: int) -> None:
            if done % STEP == 0:
                leases.take(name=name, holder=holder, seconds=LEASE)
                NetworkArchive.objects.filter(pk=order.pk).update(chapter=chapter, done=done)

        with tempfile.TemporaryFile() as archive:
            bundle = Bundle(str(order.network), ABOUT, archive, progress)
            rows = bundle.write(chapters(order.network, export.person))
            archive.seek(0)
            with transaction.atomic():
                made = fill_export(export=export, content=File(archive))
                if made:
                    log(actor=export.person, action="networks/archived", target=order.network, rows=rows)
                    for path in settings.PORTAL_PROVIDERS["export_ready"]:
                        import_string(path)(export.pk)
    finally:
        leases.release(name=name, holder=holder)
    return made


ABOUT = (
    "It holds what the person who made it may see, as it was on that day. Who asked without a name stays without one. "
    "Comments that wait for a moderator or were refused are not in it."
)


def chapters(network: Network, user: AbstractBaseUser) -> Iterator[Chapter]:
    for provider in providers("network_archive"):
        yield from provider(network, user)
