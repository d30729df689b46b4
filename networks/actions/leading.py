"""Verbs that keep every network led: a moderator steps in, else the programme's staff name a convenor."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from networks.models import Membership, Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

from .roles import tell_role, write_group


def keep_led(*, now: datetime) -> int:
    """Where closing or suspending an account took the last convenor: find one, or tell the programme once a week."""
    unled = Network.objects.live().filter(group__isnull=False).without_convenor()
    return sum(step_in(pk=pk, now=now) for pk in unled.values_list("pk", flat=True))


@transaction.atomic
def step_in(*, pk: int, now: datetime) -> bool:
    """The moderator who has been there longest convenes from now. Without one the programme's staff are told."""
    network = Network.objects.select_related("page").locked().get(pk=pk)
    if network.is_led():
        return False
    moderators = network.memberships.active().filter(role=Membership.Role.MODERATOR).select_related("user")
    first = moderators.order_by("joined_at", "pk").first()
    if first is not None:
        raise_to_convenor(network=network, membership=first, actor=None)
        return True
    mails = notify(
        recipients=[Recipient.of(one) for one in get_user_model().objects.staff()],
        kind="networks/unled",
        target=network,
        context={"url": reverse("networks:lead", args=[network.pk]), "listed": network.words.listed},
        key=f"{now:%G-%V}",
    )
    if mails:
        log(actor=None, action="networks/found_unled", target=network)
    return bool(mails)


@transaction.atomic
def name_convenor(*, membership: Membership, actor: AbstractBaseUser) -> None:
    """Staff make a member convenor of a network that has none: of a confidential one too, which they do not run."""
    if not getattr(actor, "is_staff", False):
        raise PermissionDenied("Only the programme's staff name a convenor where there is none.")
    network = Network.objects.select_related("page").locked().get(pk=membership.network_id)
    if network.is_led():
        raise refused("led-already")
    current = network.memberships.active().filter(pk=membership.pk).select_related("user").first()
    if current is None:
        raise refused("not-member")
    raise_to_convenor(network=network, membership=current, actor=actor)


def raise_to_convenor(*, network: Network, membership: Membership, actor: AbstractBaseUser | None) -> None:
    before, membership.role = membership.role, Membership.Role.CONVENOR
    membership.save(update_fields=["role"])
    write_group(network=network)
    entry = log(
        actor=actor, action="networks/role_changed", target=network, user=membership.user_id, before=before,
        after=membership.role,
    )  # fmt: skip
    tell_role(network=network, membership=membership, key=str(entry.pk))
