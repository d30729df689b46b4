"""The verb of somebody who registers colleagues of their trust: all of them, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.users.models import User

from .. import colleagues
from ..answers import Answer, Outcome, Refused
from ..attendees import Attendee
from ..colleagues import MOST, Brought, may_not_bring
from ..models import EventPage, Registration
from .registering import _enter, _lock_and_count

Via = Registration.Via


@transaction.atomic
def register_colleagues(
    *, event: EventPage, attendees: Sequence[Attendee], actor: User, now: datetime | None = None
) -> list[Brought]:
    """Each gets a mail of their own. One who is registered already is left as they are; one who is refused stops all.

    Raises `Refused` where nobody can be brought.
    """
    now = now or timezone.now()
    refused = may_not_bring(event, actor, now)
    if refused is not None:
        raise Refused(refused)
    brought = [_bring(event, attendee, actor, now) for attendee in attendees]
    so_far = event.meeting.registrations.active().filter(via=Via.COLLEAGUE, registered_by=actor, instead_of=None)
    if so_far.count() > MOST:
        transaction.set_rollback(True)
        sentence = f"One person can register {MOST} colleagues at most. Ask an organiser to register more."
        raise Refused(Answer(Outcome.NOT_ELIGIBLE, sentence))
    if any(one.is_refused for one in brought):
        transaction.set_rollback(True)
    return brought


@transaction.atomic
def preview_colleagues(*, event: EventPage, attendees: Sequence[Attendee], actor: User) -> list[Brought]:
    """What would happen now: done and taken back, so that it is never something else than the deed."""
    brought = register_colleagues(event=event, attendees=attendees, actor=actor)
    transaction.set_rollback(True)
    return brought


def _bring(event: EventPage, attendee: Attendee, actor: User, now: datetime) -> Brought:
    places = _lock_and_count(event, now)
    answer = colleagues.answer_for(event, attendee, now=now, places=places)
    if not answer:
        return Brought(attendee, answer=answer)
    return Brought(attendee, _enter(event, attendee, answer, places, registered_by=actor, via=Via.COLLEAGUE))
