"""Verbs of registration: ask for a place, and give it back."""

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
from ..locking import lock_of
from ..mails import tell
from ..models import EventPage, Meeting, Needs, Registration
from ..places import Places
from ..standing import may_act
from .approving import admit
from .placing import settle

State = Registration.State
STATES = {Outcome.PLACE: State.CONFIRMED, Outcome.WAITING_LIST: State.WAITING, Outcome.APPROVAL: State.REQUESTED}


@transaction.atomic
def register(
    *, event: EventPage, user: User, registered_by: User | None = None, now: datetime | None = None
) -> Registration:
    """Give this person a place, or a turn on the waiting list when all are taken; or pass on that they ask.

    Raises `Refused`.
    """
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
    asked = event.meeting.registrations.active().naming_either(attendee.email, attendee.user).first()
    if answer and asked is not None:  # whoever may bring them says yes by that
        asked.meeting = event.meeting
        return admit(event=event, registration=asked, places=places, actor=actor)
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
    if places.waiting or places.offered:
        settle(event=event, places=places, now=now)  # what came free goes to those who waited first
        places = meeting.count_places()
    return places


def _enter(event: EventPage, attendee: Attendee, answer: Answer, places: Places, **fields: Any) -> Registration:
    if not answer:
        raise Refused(answer)
    registration = Registration.objects.create(
        meeting=event.meeting,
        user=attendee.user,
        name=attendee.name,
        email=attendee.email.lower(),
        trust_id=attendee.trust_id,
        role=attendee.role,
        state=STATES[answer.outcome],
        **fields,
    )
    actor = fields["registered_by"]
    log(actor=actor, action="events/registered", target=registration, state=registration.state)
    if registration.has_a_place:
        tell([registration], "registered", event=event)
    elif registration.is_waiting:
        why = admission.why_waiting(places, attendee.role, attendee.trust_id)
        position = registration.position if registration.priority else places.waiting + 1
        tell([registration], "waiting", event=event, position=position, why=why)
    else:
        tell([registration], "requested", event=event)
    return registration


@transaction.atomic
def withdraw(
    *, registration: Registration, actor: User | None, reason: str = "", now: datetime | None = None
) -> Registration:
    """Give the place, the offer or the turn back. The first in line gets the place, once. Raises `Refused`.

    `actor=None`: the person, by a link that only they were sent. An organiser's reason is mailed and kept nowhere.
    """
    now = now or timezone.now()
    event, registration = lock_of(registration)
    if actor is not None and not _may_withdraw(event, registration, actor):
        raise PermissionDenied("Only the person, their assistant or an organiser can withdraw a registration.")
    if registration.has_ended:
        raise Refused(Answer(Outcome.HAS_WITHDRAWN, f"{registration.how_it_ended} Nothing else has changed."))
    if event.meeting.has_started(now):
        raise Refused(Answer(Outcome.TOO_LATE_TO_WITHDRAW, "The meeting has started, so you cannot withdraw now."))
    had: dict[str, Any] = {"had_a_place": registration.has_a_place, "had_an_offer": registration.is_offered}
    take_out(event=event, registration=registration, actor=actor, now=now)
    tell([registration], "withdrawn", event=event, reason=reason, **had)
    settle(event=event, places=event.meeting.count_places(), now=now)
    return registration


def take_out(*, event: EventPage, registration: Registration, actor: User | None, now: datetime) -> None:
    """End a registration that is under lock. Whoever calls this tells the person, and settles the places."""
    had_a_place = registration.holds_a_place
    registration.state, registration.withdrawn_at = State.WITHDRAWN, now
    registration.save(update_fields=["state", "withdrawn_at"])
    Needs.objects.filter(registration=registration).delete()  # nobody has to know them any more
    log(actor=actor, action="events/withdrew", target=registration, had_a_place=had_a_place)


def _may_withdraw(event: EventPage, registration: Registration, actor: User) -> bool:
    if registration.user_id == actor.pk or event.can_manage(actor):
        return True
    brought = Registration.objects.brought_by(actor).filter(pk=registration.pk)
    return brought.exists() or may_act(actor, registration)
