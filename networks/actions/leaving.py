"""Verbs of somebody who closes their account: memberships end, requests are withdrawn, names go."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from networks.models import JoinRequest, Membership, Network, Proposal
from networks.querysets import ProposalQuerySet
from portal.audit.actions import log
from portal.cms.audience import forget_tokens
from portal.privacy.holdings import change_rows

from .roles import write_group


def end_memberships(*, person: AbstractBaseUser) -> int:
    """Leave every network. Whoever convenes alone was asked to hand over first; an account closes all the same.

    A network left without a convenor stands in the programme's list of those. Safe to repeat.
    """
    ended = 0
    for pk in Membership.objects.filter(user=person.pk).values_list("network_id", flat=True):
        with transaction.atomic():
            network = Network.objects.locked().get(pk=pk)
            membership = network.memberships.filter(user=person.pk).first()
            if membership is None:
                continue
            alone = membership.is_last_convenor()
            membership.delete()
            write_group(network=network)
            log(actor=None, action="networks/left", target=network, user=person.pk, closed=True, no_convenor=alone)
            ended += 1
    forget_tokens(person)
    return ended


@transaction.atomic
def end_requests(*, person: AbstractBaseUser) -> int:
    """Take back what waits, and erase what was written to convenors. Safe to repeat."""
    mine = JoinRequest.objects.filter(user=person.pk)
    now = timezone.now()
    withdrawn = mine.waiting().update(state=JoinRequest.State.WITHDRAWN, decided_at=now)
    erased = change_rows(mine.exclude(message=""), message="")
    if withdrawn or erased:
        log(actor=None, action="networks/requests_ended", target=person, withdrawn=withdrawn, erased=erased)
    return max(withdrawn, erased)


@transaction.atomic
def forget_proposals(*, person: AbstractBaseUser, proposals: ProposalQuerySet) -> int:
    """Take name and address out of what somebody proposed; close what waits, for there is nobody to answer."""
    closed = change_rows(proposals.unanswered(), state=Proposal.State.CLOSED)
    forgotten = forget_proposers(proposals=proposals)
    if forgotten:
        log(actor=None, action="networks/proposals_forgotten", target=person, forgotten=forgotten, closed=closed)
    return forgotten


def forget_proposers(*, proposals: ProposalQuerySet) -> int:
    """Take name, address and workplace out of these proposals."""
    nobody = {"name": Proposal.FORGOTTEN, "email": "nobody@closed.invalid", "workplace": ""}
    return change_rows(proposals.not_forgotten(), **nobody)
