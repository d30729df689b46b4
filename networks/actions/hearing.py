"""The verb of somebody who wants quiet: hear nothing of a network, and hear of it again."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from networks.models import Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.models import Follow
from portal.notifications.querysets import label_of


@transaction.atomic
def mute(*, network: Network, user: AbstractBaseUser, muted: bool) -> None:
    """Hear nothing of what happens in a network, or hear of it again. Decisions about oneself come all the same."""
    if not network.role_of(user):
        raise refused("not-member")
    mine = Follow.objects.filter(person=user, about=label_of(network))
    if muted:
        Follow.objects.update_or_create(person=user, about=label_of(network), defaults={"muted": True})
    else:
        mine.filter(muted=True).delete()
    log(actor=user, action="networks/muted" if muted else "networks/unmuted", target=network)


def is_muted(*, network: Network, user: AbstractBaseUser) -> bool:
    """Whether somebody wants to hear nothing of a network."""
    return Follow.objects.filter(person=user, about=label_of(network), muted=True).exists()
