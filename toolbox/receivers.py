"""What publishing a tool sets off."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from .actions import release_files
from .models import EntryPage


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.release_files")
def release_offered_files(instance: EntryPage, **kwargs: Any) -> None:
    release_files(entry=instance)
