"""Verbs of single entries, as staff mend them by hand."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..models import FormerName, Organisation, Succession
from ..succeeding import settle_pointers


@transaction.atomic
def keep_organisation(*, actor: AbstractBaseUser, organisation: Organisation) -> Organisation:
    """Save an entry that somebody changed. The name it had and the successor it got stay in its history."""
    verb = "change" if organisation.pk else "add"
    if not actor.has_perm(f"organisations.{verb}_organisation"):  # type: ignore[attr-defined]
        raise PermissionDenied
    before = Organisation.objects.locked().filter(pk=organisation.pk).first()
    if organisation.successor_id is None:
        organisation.succeeded_on = None
    elif organisation.succeeded_on is None and organisation.closed_on is not None:
        organisation.succeeded_on = organisation.closed_on + timedelta(days=1)
    organisation.save()
    if before is not None and before.name != organisation.name:
        FormerName.objects.create(organisation=organisation, name=before.name, until=timezone.localdate())
    if before is not None and before.successor_id and before.successor_id != organisation.successor_id:
        # What staff wrote themselves they may take back; what a file said stays in the history.
        before.successions.filter(new=before.successor_id, source=None).delete()
    if organisation.successor_id and organisation.succeeded_on:
        Succession.objects.update_or_create(
            old=organisation,
            new=organisation.successor,
            defaults={"on": organisation.succeeded_on},
            create_defaults={"on": organisation.succeeded_on, "reason": "Kept by staff"},
        )
    elif organisation.closed_on and (before is None or before.closed_on is None):
        settle_pointers([organisation.pk], source=None)  # a file may have named its successor already
        organisation.refresh_from_db(fields=["successor", "succeeded_on"])
    fields = [] if before is None else _changed(before, organisation)
    log(actor=actor, action=f"organisations/{'changed' if before else 'added'}", target=organisation, fields=fields)
    return organisation


def _changed(before: Organisation, after: Organisation) -> list[str]:
    """Which fields differ; never what they say."""
    names = [field.attname for field in Organisation._meta.concrete_fields]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
