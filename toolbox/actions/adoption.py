"""Verbs of adoption: a trust says where it stands with a tool, and takes it back."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.organisations.models import Organisation
from portal.users.trusts import own_trusts

from ..models import Adoption, AdoptionStep, EntryPage


@transaction.atomic
def say_adoption(
    *,
    actor: AbstractBaseUser,
    entry: EntryPage,
    trust: Organisation,
    status: str,
    since: date,
    effect: str = "",
    may_be_asked: bool = False,
    reason: str = "",
) -> Adoption:
    """Where this trust stands with the tool from that day on. Saying the same again adds no step.

    `may_be_asked`: the actor's name stands beside it for other members to write to; else nobody's does.
    """
    if trust not in own_trusts(actor):
        raise PermissionDenied("You speak for the trusts where your seat is confirmed.")
    said = {
        "status": status,
        "since": since,
        "effect": effect,
        "contact": actor if may_be_asked else None,
        "edition": entry.edition_now()[:60],
        "said_at": timezone.now(),
    }
    before = Adoption.objects.select_for_update(of=("self",)).filter(entry=entry, organisation=trust).first()
    stood = (before.status, before.since) if before else None
    adoption, _ = Adoption.objects.update_or_create(entry=entry, organisation=trust, defaults=said)
    if stood != (status, since):
        AdoptionStep.objects.create(adoption=adoption, status=status, since=since, reason=reason, said_by=actor)  # type: ignore[misc]
    log(actor=actor, action="toolbox/adopted", target=entry, trust=trust.pk, status=status, since=str(since))
    return adoption


@transaction.atomic
def take_back_adoption(*, actor: AbstractBaseUser, adoption: Adoption) -> None:
    """For what was said by mistake: the adoption goes with its steps. Whoever stops using a tool says that instead."""
    if adoption.organisation not in own_trusts(actor):
        raise PermissionDenied("You speak for the trusts where your seat is confirmed.")
    log(actor=actor, action="toolbox/adoption-taken-back", target=adoption.entry, trust=adoption.organisation_id)
    adoption.delete()
