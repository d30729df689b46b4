"""What networks do when Wagtail publishes or moves one, and when somebody proves an address."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from django.dispatch import receiver
from wagtail.signals import page_published, post_page_move

from portal.users.actions import admit_by_domain
from portal.users.models import User

from .actions import keep_promises, set_up
from .actions.running import appoint_first_convenor, narrow_to_those_above
from .models import NetworkPage


@receiver(page_published, sender=NetworkPage, dispatch_uid="networks.set_up_after_publishing")
def set_up_after_publishing(instance: NetworkPage, **kwargs: Any) -> None:
    set_up(network=instance.network)
    if instance.owner:
        appoint_first_convenor(network=instance.network, user=instance.owner)


@receiver(post_page_move, sender=NetworkPage, dispatch_uid="networks.narrow_after_move")
def narrow_after_move(instance: NetworkPage, **kwargs: Any) -> None:
    narrow_to_those_above(page=instance)


@receiver(email_confirmed, dispatch_uid="networks.keep_promises_when_confirmed")
def keep_promises_when_confirmed(email_address: EmailAddress, **kwargs: Any) -> None:
    come_in(email_address.user)  # whoever proves an address now accepted by its link, or nobody did


@receiver(user_signed_up, dispatch_uid="networks.keep_promises_when_signed_up")
def keep_promises_when_signed_up(user: User, **kwargs: Any) -> None:
    """Single sign-on brings an address that is confirmed already."""
    if user.email_is_verified:
        come_in(user)


def come_in(user: User) -> None:
    admit_by_domain(user=user)  # before: whoever is approved by their address needs no approval for an invitation
    keep_promises(user=user, just_proved=True)
