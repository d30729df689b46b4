"""What publishing a meeting sets off."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from .actions import apply_published_change
from .models import EventPage


@receiver(page_published, sender=EventPage, dispatch_uid="events.apply_published_change")
def carry_out_published_change(instance: EventPage, revision: Revision | None = None, **kwargs: Any) -> None:
    apply_published_change(event=instance, actor=revision.user if revision else None)
