"""What networks answer when a lower app asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from . import actions
from .models import Membership, Network


def audience_tokens(user: AbstractBaseUser | AnonymousUser) -> Iterable[str]:
    """`network:…` of each network whose inside this person may read; `members:…` and `convenors:…` by membership.

    Holding follows from the kind and the memberships as they are now, so joining, leaving or a new kind counts at once.
    """
    roles: dict[int, str] = {}
    if user.is_authenticated:
        roles = dict(Membership.objects.filter(user=user).values_list("network_id", "role"))
    readable = Network.objects.readable_by(user).filter(page__live=True)
    for pk, discussions_open in readable.values_list("pk", "discussions_open"):
        yield f"network:{pk}"
        if discussions_open and pk not in roles:
            yield f"talk:{pk}"
    for pk, role in roles.items():
        yield f"members:{pk}"
        yield f"talk:{pk}"
        if role == Membership.Role.CONVENOR:
            yield f"convenors:{pk}"


def compare_groups(now: datetime) -> int:
    """Due in every tick: groups that do not hold exactly the convenors are mended. Returns how many were wrong."""
    return actions.compare_groups()
