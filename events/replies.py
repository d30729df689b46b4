"""What people answered, read for lists of people and counted for organisers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .answers import Answer, Outcome
from .models import Registration, Reply


def replies_of(registrations: Iterable[Registration]) -> dict[int, list[Reply]]:
    """The replies of each of these registrations, by its key. One query."""
    found: dict[int, list[Reply]] = {registration.pk: [] for registration in registrations}
    for reply in Reply.objects.filter(registration__in=list(found)).order_by("pk"):
        found[reply.registration_id].append(reply)
    return found


def can_change_replies(registration: Registration, now: datetime) -> Answer | None:
    """Why not; None when they can."""
    if registration.has_ended:
        return Answer(Outcome.HAS_WITHDRAWN, "You are not registered any more. Nothing else has changed.")
    if registration.meeting.has_started(now):
        return Answer(Outcome.OVER, "The meeting has started, so your answers stay as they are.")
    return None
