"""What meetings answer when a lower app asks."""

from __future__ import annotations

from datetime import datetime

from .actions import promote
from .models import Meeting


def tick(now: datetime) -> int:
    """Give places to those who wait where kept ones came free. Returns how many were given."""
    return sum(len(promote(meeting=meeting, now=now)) for meeting in Meeting.objects.with_somebody_waiting(now))
