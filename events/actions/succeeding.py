"""Verbs for a registration that becomes somebody else's: a successor in a seat, and two accounts of one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..locking import lock, lock_of
from ..mails import tell
from ..models import EventPage, Registration
from ..offers import tell_of_offer
from .placing import settle
from .registering import take_out


@transaction.atomic
def pass_on(*, registration: Registration, taker: User) -> bool:
    """Put the successor's name on a place, or on a turn in the queue, without losing it.

    Whoever is registered already keeps the better of both; the other is given back. False: nothing is left to pass on.
    """
    now = timezone.now()
    event, registration = lock_of(registration)
    if registration.has_ended or event.meeting.has_started(now):
        return False
    giver = registration.user or taker  # rows of a person without an account are not handed over
    theirs = event.meeting.registrations.active().naming_either(taker.email, taker).exclude(pk=registration.pk)
    best, *others = _best_first(event, [registration, *theirs.select_related("user")])
    if best.pk != registration.pk:
        had_a_place = registration.has_a_place
        take_out(event=event, registration=registration, actor=giver, now=now)
        tell([registration], "withdrawn", event=event, had_a_place=had_a_place)
        settle(event=event, places=event.meeting.count_places(), now=now)
        return False
    for other in others:
        take_out(event=event, registration=other, actor=taker, now=now)  # one mail: of the better one, below
    registration.name, registration.email, registration.user = str(taker), taker.email.lower(), taker
    registration.save(update_fields=["name", "email", "user"])
    entry = log(actor=taker, action="events/passed-on", target=registration, giver=giver.pk, user=taker.pk)
    _tell_again(event, registration, key=str(entry.pk))
    settle(event=event, places=event.meeting.count_places(), now=now)
    return True


def keep_the_better(*, person: User) -> int:
    """After two accounts became one: of two registrations for a meeting to come, the better stays. Nobody is mailed.

    Returns how many ended. One meeting after the other, in one order, so that two of these never wait for each other.
    """
    now, ended = timezone.now(), 0
    coming = Registration.objects.active().of(person).filter(meeting__starts_at__gt=now)
    twice = coming.values("meeting__page").annotate(number=Count("pk")).filter(number__gt=1).order_by("meeting__page")
    for page in list(twice.values_list("meeting__page", flat=True)):
        ended += _keep_the_better(page, person, now)
    return ended


@transaction.atomic
def _keep_the_better(page: int, person: User, now: datetime) -> int:
    event = lock(page)
    rows = _best_first(event, event.meeting.registrations.active().of(person))
    for row in rows[1:]:
        take_out(event=event, registration=row, actor=None, now=now)
    settle(event=event, places=event.meeting.count_places(), now=now)
    return len(rows[1:])


def _best_first(event: EventPage, rows: Iterable[Registration]) -> list[Registration]:
    rows = list(rows)
    for row in rows:
        row.meeting = event.meeting
    return sorted(rows, key=lambda row: row.goodness)


def _tell_again(event: EventPage, registration: Registration, key: str) -> None:
    """The same news that the one before had, to the one who has it now."""
    if registration.has_a_place:
        tell([registration], "registered", event=event, key=key)
    elif registration.is_offered:
        tell_of_offer(registration, event, key=key)
    elif registration.is_waiting:
        tell([registration], "waiting", event=event, position=registration.position, key=key)
    else:
        tell([registration], "requested", event=event, key=key)
