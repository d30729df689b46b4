"""Verbs of organisers who say yes or no to those who ask to come. Safe to repeat, and for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..locking import lock
from ..mails import tell
from ..models import EventPage, Needs, Registration
from ..places import Places
from .placing import settle

State = Registration.State


@transaction.atomic
def approve(*, registrations: Iterable[Registration], actor: User, now: datetime | None = None) -> list[Registration]:
    """Say yes: each has a place, or a turn on the waiting list by when they asked. Returns those it changed.

    A "no" can be taken back by a yes, as long as the person has not come in another way meanwhile.
    """
    now, approved = now or timezone.now(), []
    for event, rows in _by_meeting(registrations, actor):
        meeting = event.meeting
        if not meeting.is_going_ahead or meeting.has_started(now):
            continue
        settle(event=event, places=meeting.count_places(), now=now)
        places = meeting.count_places()
        for row in rows:
            if row.state not in (State.REQUESTED, State.DECLINED) or _came_otherwise(row):
                continue
            approved.append(admit(event=event, registration=row, places=places, actor=actor))
            if row.has_a_place:
                places = places.seat(row.role, row.trust_id)
    return approved


def admit(*, event: EventPage, registration: Registration, places: Places, actor: User | None) -> Registration:
    """A yes, under the meeting's lock: a place if there is one, else a turn by when they asked."""
    has_place = places.room_for(registration.role, registration.trust_id)
    registration.state = State.CONFIRMED if has_place else State.WAITING
    registration.save(update_fields=["state"])
    log(actor=actor, action="events/approved", target=registration, state=registration.state)
    if has_place:
        tell([registration], "approved", event=event, method="PUBLISH")
    else:
        tell([registration], "approved", event=event, position=registration.position)
    return registration


@transaction.atomic
def decline(
    *, registrations: Iterable[Registration], actor: User, reason: str = "", now: datetime | None = None
) -> list[Registration]:
    """Say no to those who asked. The reason is mailed and kept nowhere else. Returns those it changed."""
    now, declined = now or timezone.now(), []
    for event, rows in _by_meeting(registrations, actor):
        for row in rows:
            if row.state != State.REQUESTED or event.meeting.is_over(now):
                continue
            row.state = State.DECLINED
            row.save(update_fields=["state"])
            Needs.objects.filter(registration=row).delete()  # nobody has to know them any more
            entry = log(actor=actor, action="events/declined", target=row)
            tell([row], "declined", event=event, key=str(entry.pk), reason=reason)
            declined.append(row)
    return declined


def _by_meeting(registrations: Iterable[Registration], actor: User) -> Iterable[tuple[EventPage, list[Registration]]]:
    """Each meeting locked, with these of its rows read anew in the order in which they asked."""
    keys = [registration.pk for registration in registrations]
    pages = Registration.objects.filter(pk__in=keys).order_by("meeting").values_list("meeting__page", flat=True)
    for page in dict.fromkeys(pages):
        event = lock(page)
        if not event.can_manage(actor):
            raise PermissionDenied("Only convenors of the network and programme staff can do this.")
        rows = list(event.meeting.registrations.filter(pk__in=keys).select_related("user").order_by("pk"))
        for row in rows:
            row.meeting = event.meeting
        yield event, rows


def _came_otherwise(row: Registration) -> bool:
    """Somebody who was declined, and was then invited or registered by an organiser."""
    if row.state != State.DECLINED:
        return False
    return row.meeting.registrations.active().naming_either(row.email, row.user).exists()
