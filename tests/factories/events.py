"""Meetings to test with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import (
    Delegation,
    EventIndexPage,
    EventPage,
    Invitation,
    Meeting,
    Question,
    Registration,
    ReservedSeats,
)
from networks.models import Network
from portal.home.models import HomePage
from portal.users.models import Role, User


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


def make_invitation(event: EventPage, person: User | None = None, **fields: Any) -> Invitation:
    """Sent to somebody: to this person, or to a finance director without an account."""
    fields.setdefault("name", str(person) if person else "Alison Wray")
    fields.setdefault("email", person.email if person else "alison.wray@portway.example")
    fields.setdefault("role", Role.FINANCE_DIRECTOR)
    fields.setdefault("state", Invitation.State.SENT)
    fields.setdefault("sent_at", timezone.now() - timedelta(days=3))
    return Invitation.objects.create(meeting=Meeting.objects.get(page=event), **fields)


def make_delegation(
    *, assistant: User, director: User | None = None, state: str = Delegation.State.GRANTED, **fields: Any
) -> Delegation:
    """An assistant who may act for this director, or for one without an account."""
    fields.setdefault("director_name", str(director) if director else "Alison Wray")
    fields.setdefault("director_email", director.email if director else "alison.wray@portway.example")
    fields.setdefault("granted_at", timezone.now())
    return Delegation.objects.create(assistant=assistant, director=director, state=state, **fields)


def publish(event: EventPage, **changes: Any) -> EventPage:
    """What an editor does: change fields and publish."""
    page = EventPage.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def make_question(event: EventPage, name: str, kind: str = "short", **fields: Any) -> Question:
    """One more question of a meeting, after those there are."""
    number = event.questions.count()
    fields.setdefault("text", f"{name}?")
    return Question.objects.create(event=event, name=name, kind=kind, sort_order=number, **fields)
