"""Since when a thread holds news for somebody: since they last read it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest

from .models import Reading, Thread


def read_before(request: HttpRequest, thread: Thread) -> datetime | None:
    """Until when this reader has read here. None, and nothing is new: visitors, and whoever reads it first.

    The links to what is new carry the time, for the visit that shows them ends it.
    """
    if not request.user.is_authenticated:
        return None
    try:
        return datetime.fromtimestamp(float(request.GET["since"]), tz=UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return Reading.objects.filter(thread=thread, person=request.user).values_list("read_up_to", flat=True).first()
