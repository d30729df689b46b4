"""The verb of somebody who cannot come and sends somebody else: the same place, and nobody passes the queue."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import may_see, takes_part
from portal.users.models import User

from ..answers import Answer, Outcome, Refused
from ..attendees import Attendee
from ..locking import lock_of
from ..mails import tell
from ..models import EventPage, Registration
from ..standing import may_act
from .registering import take_out


@transaction.atomic
def substitute(
    *, registration: Registration, attendee: Attendee, actor: User | None, now: datetime | None = None
) -> Registration:
    """Somebody with a place names who comes instead. Raises `Refused`.

    `actor=None`: the person, by a link that only they were sent.
    """
    event = registration.meeting.page
    if actor is not None and not may_act(actor, registration) and not event.can_manage(actor):
        raise PermissionDenied("Only the person, their assistant or an organiser can name a substitute.")
    refused = _not_a_member(event, registration, attendee)
    if refused is not None:
        raise Refused(refused)
    own = actor is None or actor.pk == registration.user_id
    via = Registration.Via.COLLEAGUE if own else Registration.Via.DELEGATE
    return put_instead(registration=registration, attendee=attendee, actor=actor, via=via, now=now)


@transaction.atomic
def put_instead(
    *,
    registration: Registration,
    attendee: Attendee,
    actor: User | None,
    via: Registration.Via,
    now: datetime | None = None,
) -> Registration:
    """Give the place to the substitute at once. Whoever calls this has asked whether they may.

    Both are mailed: a cancel for the one's calendar, a file for the other's.
    """
    now = now or timezone.now()
    event, old = lock_of(registration)
    refused = _no(event, old, attendee, now)
    if refused is not None:
        raise Refused(refused)
    take_out(event=event, registration=old, actor=actor, now=now)
    new = Registration.objects.create(
        meeting=event.meeting,
        user=attendee.user,
        name=attendee.name,
        email=attendee.email.lower(),
        trust_id=old.trust_id,  # a trust sends somebody else: its share of the places stays what it was
        role=attendee.role,
        state=Registration.State.CONFIRMED,
        registered_by=actor or old.user,
        via=via,
        instead_of=old,
    )
    log(actor=actor, action="events/substituted", target=new, instead_of=old.pk, via=via.value)
    tell([old], "substituted", event=event, method="CANCEL", substitute=new)
    tell([new], "substitute", event=event, method="PUBLISH", giver=old)
    return new


def _not_a_member(event: EventPage, old: Registration, attendee: Attendee) -> Answer | None:
    """A network's own meeting stays its own, unless the place came by an organiser's invitation."""
    network, account = event.network(), attendee.user
    if network is None or not event.members_only or old.invitations.exists():
        return None
    if account is not None and takes_part(account) and may_see(account, [network.members]):
        return None
    return Answer(Outcome.NOT_A_MEMBER, f"This meeting is for members of the {network}. Name somebody who is one.")


def _no(event: EventPage, old: Registration, attendee: Attendee, now: datetime) -> Answer | None:
    """Why this person cannot come instead; None when they can."""
    meeting = event.meeting
    if meeting.has_started(now) or not meeting.is_going_ahead:
        return Answer(Outcome.OVER, "The meeting has started or is called off, so nothing can be changed now.")
    if not old.has_a_place:
        return Answer(Outcome.WAITING_LIST, "Only a place can be given to somebody else. A turn in the line cannot.")
    if attendee.email.lower() == old.email:
        return Answer(Outcome.HAS_A_PLACE, f"{old.name} has this place already.")
    if meeting.registrations.active().filter(email=attendee.email.lower()).exists():
        return Answer(Outcome.NOT_ELIGIBLE, f"{attendee.name} is registered or in line already. Name somebody else.")
    return None
