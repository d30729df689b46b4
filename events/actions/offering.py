"""Verbs of somebody who was offered a place: take it, or leave it to the next in line."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..answers import Answer, Outcome, Refused
from ..locking import lock_of
from ..mails import tell
from ..models import EventPage, Registration
from ..offers import no_offer
from ..standing import may_act
from .registering import withdraw


@transaction.atomic
def accept_offer(*, registration: Registration, actor: User | None, now: datetime | None = None) -> Registration:
    """Take the place that was offered. Raises `Refused`.

    `actor=None`: the person, by a link that only they were sent.
    """
    now = now or timezone.now()
    event, registration = lock_of(registration)
    _ask(event, registration, actor)
    if registration.has_a_place:
        raise Refused(Answer(Outcome.HAS_A_PLACE, "You have taken this place already."))
    refused = no_offer(registration, now)
    if refused is not None:
        raise Refused(refused)
    registration.state, registration.promoted_at = Registration.State.CONFIRMED, now
    registration.save(update_fields=["state", "promoted_at"])
    log(actor=actor, action="events/accepted-offer", target=registration)
    tell([registration], "registered", event=event)
    return registration


@transaction.atomic
def refuse_offer(*, registration: Registration, actor: User | None, now: datetime | None = None) -> Registration:
    """Leave the place to the next in line, who gets it at once. Raises `Refused`."""
    now = now or timezone.now()
    event, registration = lock_of(registration)
    _ask(event, registration, actor)
    refused = no_offer(registration, now)
    if refused is not None:
        raise Refused(refused)
    return withdraw(registration=registration, actor=actor, now=now)


def _ask(event: EventPage, registration: Registration, actor: User | None) -> None:
    if actor is not None and not may_act(actor, registration) and not event.can_manage(actor):
        raise PermissionDenied("Only the person, their assistant or an organiser can answer an offer.")
