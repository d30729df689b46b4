"""Roles: who convenes, who moderates, who takes over; and the Wagtail group that follows from it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from networks.models import Membership, Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

NOT_YOURS = "Only a convenor of this network may do this."


def write_group(*, network: Network) -> bool:
    """Make the Wagtail group hold exactly the convenors. Safe to repeat; says whether anything changed."""
    if network.group is None:
        return False
    wanted = set(network.memberships.convening().active().values_list("user_id", flat=True))
    present = set(network.group.user_set.values_list("pk", flat=True))
    if wanted == present:
        return False
    network.group.user_set.set(wanted)
    return True


@transaction.atomic
def change_role(*, membership: Membership, role: str, actor: AbstractBaseUser) -> Membership:
    """Make somebody convenor, moderator or member: membership and editing rights together."""
    network = Network.objects.locked().get(pk=membership.network_id)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    current = network.memberships.select_related("user").filter(pk=membership.pk).first()
    if current is None:
        raise refused("not-member")
    if current.role == role:
        return current
    if current.is_last_convenor():
        raise refused("last-convenor" if current.user_id == actor.pk else "last-convenor-other")
    before, current.role = current.role, Membership.Role(role)
    current.save(update_fields=["role"])
    write_group(network=network)
    entry = log(
        actor=actor, action="networks/role_changed", target=network, user=current.user_id, before=before, after=role
    )
    if current.user_id != actor.pk:
        tell_role(network=network, membership=current, key=str(entry.pk))
    return current


@transaction.atomic
def hand_over(*, network: Network, giver: AbstractBaseUser, taker: AbstractBaseUser, leaving: bool = False) -> None:
    """Give the convenor's part to another member, and become a member oneself or leave."""
    network = Network.objects.locked().get(pk=network.pk)
    given = network.memberships.convening().filter(user=giver).first()
    if given is None:
        raise PermissionDenied("Only a convenor of this network may hand it over.")
    if giver.pk == taker.pk:
        raise refused("hand-over-to-yourself")
    taken = network.memberships.active().select_related("user").filter(user=taker).first()
    if taken is None:
        raise refused("not-member")
    taken.role = Membership.Role.CONVENOR
    taken.save(update_fields=["role"])
    if leaving:
        given.delete()
    else:
        given.role = Membership.Role.MEMBER
        given.save(update_fields=["role"])
    write_group(network=network)
    entry = log(actor=giver, action="networks/handed_over", target=network, taker=taker.pk, left=leaving)
    tell_role(network=network, membership=taken, key=str(entry.pk))


def tell_role(*, network: Network, membership: Membership, key: str) -> None:
    user = membership.user
    notify(
        recipients=[Recipient.of(user)],
        kind="networks/role_changed",
        target=network,
        context={"membership": membership, "url": network.page.get_url()},
        key=key,
    )


def compare_groups() -> int:
    """Find groups that do not hold exactly the convenors and mend them. Returns how many were wrong."""
    wrong = 0
    for pk in Network.objects.filter(group__isnull=False).values_list("pk", flat=True):
        with transaction.atomic():
            network = Network.objects.locked().get(pk=pk)
            if write_group(network=network):
                log(actor=None, action="networks/group_mended", target=network)
                wrong += 1
    return wrong
