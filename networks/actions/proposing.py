"""Propose a network, and answer who did: each proposal is a case with an owner, a date and a reply."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Proposal
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Region

A_DAY = 5
STAFF_ONLY = "Only the programme's staff may answer proposals."


@transaction.atomic
def propose(
    *,
    kind: str,
    name: str,
    email: str,
    message: str,
    workplace: str = "",
    region: Region | None = None,
    user: AbstractBaseUser | AnonymousUser | None = None,
) -> Proposal:
    """Tell the programme about a network, or ask to start or join one. Sending it twice makes one case."""
    since = timezone.now() - timedelta(days=1)
    recent = Proposal.objects.filter(email__iexact=email, created_at__gte=since)
    same = recent.filter(kind=kind, message=message).first()
    if same:
        return same
    if recent.count() >= A_DAY:
        raise refused("too-many")
    proposal = Proposal.objects.create(
        kind=kind,
        name=name,
        email=email,
        message=message,
        workplace=workplace,
        region=region,
        user=user if user is not None and user.is_authenticated else None,
    )
    log(actor=user or AnonymousUser(), action="networks/proposed", target=proposal, kind=kind)
    staff = get_user_model().objects.staff()
    notify(
        recipients=[Recipient.of(person) for person in staff],
        kind="networks/proposed",
        target=proposal,
        context={"url": reverse("networks:proposal", args=[proposal.pk])},
    )
    return proposal


@transaction.atomic
def take_proposal(
    *, proposal: Proposal, actor: AbstractBaseUser, owner: AbstractBaseUser | None, target_date: date, state: str
) -> Proposal:
    """Say who looks after a case, by when, and where it stands."""
    proposal = Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
    if not proposal.can_answer(actor):
        raise PermissionDenied(STAFF_ONLY)
    proposal.owner, proposal.target_date, proposal.state = owner, target_date, Proposal.State(state)  # type: ignore[assignment]
    proposal.save(update_fields=["owner", "target_date", "state"])
    log(
        actor=actor,
        action="networks/proposal_taken",
        target=proposal,
        owner=owner.pk if owner else None,
        target_date=target_date.isoformat(),
        state=state,
    )
    return proposal


@transaction.atomic
def answer_proposal(*, proposal: Proposal, actor: AbstractBaseUser, reply: str) -> Proposal:
    """Reply by mail, once; whoever replies without an owner being named becomes it."""
    proposal = Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
    if not proposal.can_answer(actor):
        raise PermissionDenied(STAFF_ONLY)
    if proposal.replied_at:
        raise refused("already-answered")
    proposal.reply, proposal.replied_at, proposal.state = reply, timezone.now(), Proposal.State.ANSWERED
    proposal.owner = proposal.owner or actor  # type: ignore[assignment]
    proposal.save(update_fields=["reply", "replied_at", "state", "owner"])
    log(actor=actor, action="networks/proposal_answered", target=proposal)
    notify(
        recipients=[Recipient(proposal.email, proposal.name, proposal.user)],
        kind="networks/proposal_answered",
        target=proposal,
        context={"actor": actor},
    )
    return proposal
