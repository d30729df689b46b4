"""That somebody has read a thread."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.discussion.models import Reading, Thread


def note_reading(*, thread: Thread, user: AbstractBaseUser | AnonymousUser, now: datetime) -> None:
    """Written only where there was something to read; `thread` comes `with_reading_of` them."""
    if not user.is_authenticated:
        return
    known = thread.read_up_to  # type: ignore[attr-defined]
    if known is None:
        Reading.objects.bulk_create([Reading(thread=thread, person_id=user.pk, read_up_to=now)], ignore_conflicts=True)
    elif known < thread.last_activity:
        Reading.objects.filter(thread=thread, person=user.pk).update(read_up_to=now)
