"""Start a network that somebody proposed: the network, its first meeting and welcome, and a word to the proposer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.addressees import Addressee
from networks.models import Network, NetworkIndexPage, Proposal
from networks.refusals import refused
from networks.starting import drafts, page_of
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

from .inviting import invite
from .running import open_network


@transaction.atomic
def start_network(
    *,
    title: str,
    summary: str,
    kind: str,
    convenor: AbstractBaseUser,
    actor: AbstractBaseUser,
    region: Any = None,
    parent: Network | None = None,
    meets_on: date | None = None,
    invited: Sequence[Addressee] = (),
    proposal: Proposal | None = None,
) -> Network:
    """All or nothing: what cannot be drafted opens no network. A proposal opens one network, however often pressed."""
    if not getattr(actor, "is_staff", False):
        raise PermissionDenied("Only the programme's staff may open a network.")
    if proposal is not None:
        proposal = Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
        if proposal.network_id:
            raise refused("already-opened")
    home = parent.page if parent else NetworkIndexPage.objects.get()
    network = open_network(
        page=page_of(title=title, summary=summary, region=region),
        parent=home,
        kind=kind,
        convenor=convenor,
        actor=actor,
    )
    made = list(drafts(network, convenor=convenor, actor=actor, meets_on=meets_on)) if meets_on else []
    if invited:
        invite(network=network, people=invited, actor=actor)
    log(actor=actor, action="networks/started", target=network, proposal=proposal and proposal.pk, drafts=len(made))
    notify(
        recipients=[Recipient.of(convenor)],  # type: ignore[attr-defined]
        kind="networks/yours_to_run",
        target=network,
        context={
            "network": network,
            "drafts": made,
            "page_url": network.page.get_url(),
            "url": reverse("networks:manage", args=[network.pk]),
        },
    )
    if proposal is not None:
        _answer(proposal, network=network, actor=actor)
    return network


def _answer(proposal: Proposal, *, network: Network, actor: AbstractBaseUser) -> None:
    """Close the case with what came of it, and tell whoever asked. A confidential network is named to nobody."""
    proposal.network = network
    proposal.state, proposal.owner = Proposal.State.ANSWERED, proposal.owner or actor  # type: ignore[assignment]
    proposal.replied_at = proposal.replied_at or timezone.now()
    proposal.reply = proposal.reply or "The network is open."
    proposal.save(update_fields=["network", "state", "owner", "replied_at", "reply"])
    log(actor=actor, action="networks/proposal_opened", target=proposal, network=network.pk)
    notify(
        recipients=[Recipient(proposal.email, proposal.name, proposal.user)],
        kind="networks/proposal_opened",
        target=proposal,
        context={"network": network if network.words.listed else None, "page_url": network.page.get_url()},
    )
