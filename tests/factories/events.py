"""Meetings to test with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import EventIndexPage, EventPage, Meeting, Registration, ReservedSeats
from networks.models import Network
from portal.home.models import HomePage
from portal.users.models import User


def make_index(home: HomePage) -> EventIndexPage:
    return EventIndexPage.objects.first() or home.add_child(instance=EventIndexPage(title="Meetings", slug="meetings"))


def make_event(
    home: HomePage,
    *,
    network: Network | None = None,
    title: str = "A meeting",
    in_days: float = 14,
    hours: float = 2,
    kept: dict[str, int] | None = None,
    kept_for_days: int = 7,
    **fields: Any,
) -> EventPage:
    """A live meeting in two weeks, for everybody, national unless it has a network."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + timedelta(days=in_days)
    fields.setdefault("venue_name", "Harbour Hall")
    fields.setdefault("venue_address", "1 Quay Street, London")
    event = EventPage(title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), **fields)
    until = timezone.localdate() + timedelta(days=kept_for_days)
    event.reserved_seats = [ReservedSeats(role=role, places=n, until=until) for role, n in (kept or {}).items()]
    parent = network.page if network else make_index(home)
    return EventPage.objects.get(pk=parent.add_child(instance=event).pk)


def make_registration(
    event: EventPage, user: User, state: str = Registration.State.CONFIRMED, **fields: Any
) -> Registration:
    return Registration.objects.create(
        meeting=Meeting.objects.get(page=event),
        user=user,
        name=str(user),
        email=user.email,
        role=user.role,
        trust=user.trust,
        registered_by=user,
        state=state,
        **fields,
    )


def publish(event: EventPage, **changes: Any) -> EventPage:
    """What an editor does: change fields and publish."""
    page = EventPage.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)
