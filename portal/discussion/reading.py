"""Since when a thread holds news for somebody: since they last read it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest

from .models import Thread


def read_before(request: HttpRequest, thread: Thread) -> datetime | None:
    """Until when this reader has read a thread `with_reading_of` them. None where they never have: nothing is new then.

    The links to what is new carry the time, for the visit that shows them ends it.
    """
    if not request.user.is_authenticated:
        return None
    try:
        return datetime.fromtimestamp(float(request.GET["since"]), tz=UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return thread.read_up_to  # type: ignore[attr-defined]
