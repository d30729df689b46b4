"""What people answered, read for lists of people and counted for organisers."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Registration, Reply


def replies_of(registrations: Iterable[Registration]) -> dict[int, list[Reply]]:
    """The replies of each of these registrations, by its key. One query."""
    found: dict[int, list[Reply]] = {registration.pk: [] for registration in registrations}
    for reply in Reply.objects.filter(registration__in=list(found)).order_by("pk"):
        found[reply.registration_id].append(reply)
    return found
