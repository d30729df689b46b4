"""What networks do when Wagtail publishes or moves one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, post_page_move

from .actions import set_up
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
