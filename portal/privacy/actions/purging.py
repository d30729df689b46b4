"""Verbs of retention: ask for a purge, carry it out batch by batch."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..models import PurgeRun
from ..retention import rules

MAY_PURGE = "privacy.add_purgerun"


@transaction.atomic
def ask_for_purge(*, actor: AbstractBaseUser | None) -> PurgeRun:
    """A row that a purge is wanted; a job carries it out. One at a time. `actor=None` is the portal itself."""
    if actor is not None and not actor.has_perm(MAY_PURGE):  # type: ignore[attr-defined]
        raise PermissionDenied
    running = PurgeRun.objects.running().first()
    if running is not None:
        return running
    run = PurgeRun.objects.create(by=actor)
    log(actor=actor, action="privacy/purge-asked", target=run)
    return run


def purge(*, run: PurgeRun, now: datetime | None = None) -> bool:
    """Take away what every rule says is due, a batch a transaction, and count it. Safe to repeat and to break off.

    False: another worker is at it, or it is done.
    """
    if not PurgeRun.objects.abandoned(timezone.now()).filter(pk=run.pk).update(alive_at=timezone.now()):
        return False
    now = now or timezone.now()
    for rule in rules():
        while True:
            with transaction.atomic():
                run = PurgeRun.objects.select_for_update().get(pk=run.pk)
                gone = rule.purge(now)
                run.counts[rule.key] = run.counts.get(rule.key, 0) + gone
                run.alive_at = timezone.now()
                run.save(update_fields=["counts", "alive_at"])
            if not gone:
                break
    with transaction.atomic():
        run = PurgeRun.objects.select_for_update().get(pk=run.pk)
        run.counts = {key: count for key, count in run.counts.items() if count}
        run.ended_at = timezone.now()
        run.save(update_fields=["counts", "ended_at"])
        log(actor=run.by, action="privacy/purged", target=run, **run.counts)
    return True


def purge_is_due(*, now: datetime, every: timedelta) -> bool:
    """Whether the last purge is so long ago that the next may begin by itself."""
    return not PurgeRun.objects.filter(began_at__gt=now - every).exists()
