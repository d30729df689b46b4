"""Who prepares the meetings of a network, or national ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import STAFF, may_see

if TYPE_CHECKING:
    from networks.models import Network


def convenes(user: AbstractBaseUser | AnonymousUser, network: Network | None) -> bool:
    """A network's convenors, and staff where they may read it; national ones are the programme's."""
    if network is None:
        return may_see(user, [STAFF])
    return may_see(user, [network.convenors]) or (may_see(user, [STAFF]) and may_see(user, [network.readers]))
