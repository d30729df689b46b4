"""The verb of a hand-over: a successor takes the place of somebody who leaves a seat."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from networks.models import JoinRequest, Membership, Network
from portal.audit.actions import log
from portal.cms.audience import forget_tokens

from .roles import tell_role, write_group

ORDER = [Membership.Role.MEMBER, Membership.Role.MODERATOR, Membership.Role.CONVENOR]


@transaction.atomic
def succeed(*, membership: Membership, taker: AbstractBaseUser) -> bool:
    """Give a membership with its role to a successor, and end the giver's. False: the successor was removed before.

    A successor who belongs to the network keeps the higher of both roles. The network never stands without a convenor.
    """
    network = Network.objects.locked().get(pk=membership.network_id)
    given = network.memberships.select_related("user").filter(pk=membership.pk).first()
    if given is None or network.bars.filter(user=taker).exists():
        return False
    taken, joined = Membership.objects.get_or_create(network=network, user=taker, defaults={"role": given.role})
    raised = not joined and ORDER.index(Membership.Role(taken.role)) < ORDER.index(Membership.Role(given.role))
    if raised:
        taken.role = given.role
        taken.save(update_fields=["role"])
    giver = given.user
    given.delete()
    network.requests.waiting().filter(user=taker).update(state=JoinRequest.State.APPROVED)
    write_group(network=network)
    for person in (giver, taker):
        forget_tokens(person)
    entry = log(
        actor=taker, action="networks/succeeded", target=network, giver=giver.pk, user=taker.pk, role=taken.role
    )
    if joined or raised:
        taken.user = taker  # type: ignore[assignment]
        tell_role(network=network, membership=taken, key=str(entry.pk))
    return True
