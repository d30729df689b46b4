"""What networks do when Wagtail publishes or moves one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from .actions import set_up
from .actions.running import appoint_first_convenor
from .models import NetworkPage


@receiver(page_published, sender=NetworkPage, dispatch_uid="networks.set_up_after_publishing")
def set_up_after_publishing(instance: NetworkPage, **kwargs: Any) -> None:
    set_up(network=instance.network)
    if instance.owner:
        appoint_first_convenor(network=instance.network, user=instance.owner)
