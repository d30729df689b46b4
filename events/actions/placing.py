"""Who gets a free place: what every verb does that holds the meeting's row. It decides nothing about permission."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..locking import lock
from ..mails import tell
from ..models import EventPage, Meeting, Needs, Registration
from ..offers import tell_of_offer
from ..places import Places

State = Registration.State


@transaction.atomic
def promote(*, meeting: Meeting, now: datetime | None = None) -> list[Registration]:
    """Settle the places of a meeting: after a raise of the capacity, when kept places or offers come free."""
    event = lock(meeting.page_id)
    return settle(event=event, places=event.meeting.count_places(), now=now or timezone.now())


def settle(*, event: EventPage, places: Places, now: datetime) -> list[Registration]:
    """End the offers that ran out, then give every free place to those who wait. Returns who has got one."""
    if places.offered and _end_offers(event, now):
        places = event.meeting.count_places()
    return _give_places(event, places, now)


def take_offers_back(event: EventPage) -> None:
    """A meeting that is called off offers nothing: whoever had an offer has their turn again."""
    for registration in event.meeting.registrations.filter(state=State.OFFERED).order_by("pk"):
        registration.state, registration.offered_until = State.WAITING, None
        registration.save(update_fields=["state", "offered_until"])
        log(actor=None, action="events/took-offer-back", target=registration)


def _end_offers(event: EventPage, now: datetime) -> list[Registration]:
    ended = list(event.meeting.registrations.run_out(now).select_related("user"))
    for registration in ended:
        registration.meeting = event.meeting
        registration.state = State.LAPSED
        registration.save(update_fields=["state"])
        Needs.objects.filter(registration=registration).delete()  # nobody has to know them any more
        entry = log(actor=None, action="events/offer-lapsed", target=registration)
        tell([registration], "lapsed", event=event, key=str(entry.pk))
    return ended


def _give_places(event: EventPage, places: Places, now: datetime) -> list[Registration]:
    """No place is given once the meeting has started, or while it is called off."""
    meeting = event.meeting
    if not places.waiting or places.left_for_anybody == 0:
        return []
    if not meeting.is_going_ahead or meeting.has_started(now):
        return []
    got = places.seated_from(meeting.registrations.waiting().select_related("user"))
    for registration in got:
        registration.meeting = meeting
        if event.offer_hours:
            _offer(registration, event, now)
        else:
            _seat(registration, now)
    if got and not event.offer_hours:
        tell(got, "promoted", event=event)
    return got


def _seat(registration: Registration, now: datetime) -> None:
    registration.state, registration.promoted_at = State.CONFIRMED, now
    registration.save(update_fields=["state", "promoted_at"])
    log(actor=None, action="events/promoted", target=registration)


def _offer(registration: Registration, event: EventPage, now: datetime) -> None:
    """The place is theirs to take, and nobody else's, until the offer ends. That is never after the start."""
    until = min(now + timedelta(hours=event.offer_hours or 0), event.meeting.starts_at)
    registration.state, registration.offered_until = State.OFFERED, until
    registration.save(update_fields=["state", "offered_until"])
    entry = log(actor=None, action="events/offered", target=registration)
    tell_of_offer(registration, event, key=str(entry.pk))
