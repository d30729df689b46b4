"""What else is on the day of a meeting that is to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from .models import EventPage


def days_taken(event: EventPage, starts: Sequence[datetime]) -> list[datetime]:
    """Those of these starts on whose day there is a meeting of this name beside it, published or not."""
    parent = event.get_parent()
    same = EventPage.objects.child_of(parent).filter(title=event.title).values_list("starts_at", flat=True)
    days = {timezone.localdate(start) for start in same}
    taken = []
    for start in starts:
        day = timezone.localdate(start)
        if day in days:
            taken.append(start)
        days.add(day)
    return taken


def others_on(event: EventPage, start: datetime) -> list[EventPage]:
    """Other meetings of the same network on this day: a hint, no obstacle."""
    day = timezone.localdate(start)
    same = EventPage.objects.live().filter(meeting__network=event.meeting.network_id).exclude(title=event.title)
    return list(same.filter(starts_at__date=day).order_by("starts_at"))
