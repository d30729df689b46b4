"""Verbs of registration: take a place, give it back, and let the next in line have it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from .. import admission
from ..answers import Answer, Outcome, Refused
from ..attendees import Attendee
from ..mails import tell
from ..models import EventPage, Meeting, Needs, Registration
from ..places import Places
from ..standing import may_act


@transaction.atomic
def register(
    *, event: EventPage, user: User, registered_by: User | None = None, now: datetime | None = None
) -> Registration:
    """Give this person a place, or a turn on the waiting list when all are taken. Raises `Refused`."""
    now = now or timezone.now()
    places = _lock_and_count(event, now)
    answer = event.can_register(user, now=now, places=places)
    return _enter(event, Attendee.of(user), answer, places, registered_by=registered_by or user)


@transaction.atomic
def register_attendee(
    *,
    event: EventPage,
    attendee: Attendee,
    actor: User | None,
    via: Registration.Via,
    instead_of: Registration | None = None,
    priority: int = 0,
    now: datetime | None = None,
) -> Registration:
    """Register somebody whom the caller may bring: an invitation, a delegation or an organiser has let them in.

    Asked here is only what holds for everybody: that the meeting is to come, that they are not registered yet, and
    whether there is a place. Raises `Refused`.
    """
    now = now or timezone.now()
    places = _lock_and_count(event, now)
    answer = admission.answer_for(event, attendee, now=now, places=places)
    return _enter(
        event,
        attendee,
        answer,
        places,
        registered_by=actor,
        via=via,
        instead_of=instead_of,
        priority=priority,
    )


def _lock_and_count(event: EventPage, now: datetime) -> Places:
    event.meeting = meeting = Meeting.objects.locked().get(page=event)
    places = meeting.count_places()
    if places.waiting and seat_the_waiting(event=event, places=places, now=now):
        places = meeting.count_places()  # a kept place had come free: it goes to those who waited first
    return places


def _enter(event: EventPage, attendee: Attendee, answer: Answer, places: Places, **fields: Any) -> Registration:
    if not answer:
        raise Refused(answer)
    has_place = answer.outcome is Outcome.PLACE
    registration = Registration.objects.create(
        meeting=event.meeting,
        user=attendee.user,
        name=attendee.name,
        email=attendee.email.lower(),
        trust_id=attendee.trust_id,
        role=attendee.role,
        state=Registration.State.CONFIRMED if has_place else Registration.State.WAITING,
        **fields,
    )
    actor = fields["registered_by"]
    log(actor=actor, action="events/registered", target=registration, state=registration.state)
    if has_place:
        tell([registration], "registered", event=event)
    else:
        tell([registration], "waiting", event=event, position=places.waiting + 1)
    return registration


@transaction.atomic
def withdraw(*, registration: Registration, actor: User | None, now: datetime | None = None) -> Registration:
    """Give the place, or the turn, back. The first in line gets it, once. Raises `Refused`.

    `actor=None`: the person, by a link that only they were sent.
    """
    now = now or timezone.now()
    meeting = Meeting.objects.locked().select_related("page").get(pk=registration.meeting_id)
    event = meeting.page
    event.meeting = meeting
    registration = Registration.objects.select_related("user").get(pk=registration.pk)
    registration.meeting = meeting
    own = actor is None or registration.user_id == actor.pk
    if not own and not may_act(actor, registration) and not event.can_manage(actor):
        raise PermissionDenied("Only the person, their assistant or an organiser can withdraw a registration.")
    if registration.is_withdrawn:
        raise Refused(Answer(Outcome.HAS_WITHDRAWN, "You have withdrawn already. Nothing else has changed."))
    if meeting.has_started(now):
        raise Refused(Answer(Outcome.TOO_LATE_TO_WITHDRAW, "The meeting has started, so you cannot withdraw now."))
    had_a_place = registration.has_a_place
    registration.state = Registration.State.WITHDRAWN
    registration.withdrawn_at = now
    registration.save(update_fields=["state", "withdrawn_at"])
    Needs.objects.filter(registration=registration).delete()  # nobody has to know them any more
    log(actor=actor, action="events/withdrew", target=registration, had_a_place=had_a_place)
    tell([registration], "withdrawn", event=event, had_a_place=had_a_place)
    if had_a_place:
        seat_the_waiting(event=event, places=meeting.count_places(), now=now)
    return registration


@transaction.atomic
def promote(*, meeting: Meeting, now: datetime | None = None) -> list[Registration]:
    """Give every free place to those who wait: after a raise of the capacity, or when kept places come free."""
    meeting = Meeting.objects.locked().select_related("page").get(pk=meeting.pk)
    event = meeting.page
    event.meeting = meeting
    return seat_the_waiting(event=event, places=meeting.count_places(), now=now or timezone.now())


def seat_the_waiting(*, event: EventPage, places: Places, now: datetime) -> list[Registration]:
    """Whoever calls this holds the meeting's row. No place is given once it has started or is called off."""
    meeting = event.meeting
    if not places.waiting or places.left_for_anybody == 0:
        return []
    if not meeting.is_going_ahead or meeting.has_started(now):
        return []
    seated = places.seated_from(meeting.registrations.waiting().select_related("user"))
    for registration in seated:
        registration.meeting = meeting
        registration.state = Registration.State.CONFIRMED
        registration.promoted_at = now
        registration.save(update_fields=["state", "promoted_at"])
        log(actor=None, action="events/promoted", target=registration)
    tell(seated, "promoted", event=event)
    return seated
