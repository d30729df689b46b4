"""The verb of a hand-over: a successor comes to the meetings in the place of somebody who leaves a seat."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..mails import tell
from ..models import Meeting, Registration
from .registering import withdraw


@transaction.atomic
def pass_on(*, registration: Registration, taker: User) -> bool:
    """Put the successor's name on a place, or on a turn in the queue, without losing it.

    Whoever is registered already keeps the better of both; the other is given back. False: nothing is left to pass on.
    """
    meeting = Meeting.objects.locked().select_related("page").get(pk=registration.meeting_id)
    registration = Registration.objects.select_related("user").get(pk=registration.pk)
    if registration.is_withdrawn or meeting.has_started(timezone.now()):
        return False
    event = meeting.page
    event.meeting = registration.meeting = meeting
    giver = registration.user or taker  # rows of a person without an account are not handed over
    own = meeting.registrations.active().filter(email=taker.email.lower()).first()
    if own is not None:
        if own.has_a_place or registration.is_waiting:
            withdraw(registration=registration, actor=giver)
            return False
        withdraw(registration=own, actor=taker)
    registration.name, registration.email, registration.user = str(taker), taker.email.lower(), taker
    registration.save(update_fields=["name", "email", "user"])
    entry = log(actor=taker, action="events/passed-on", target=registration, giver=giver.pk, user=taker.pk)
    if registration.has_a_place:
        tell([registration], "registered", event=event, key=str(entry.pk))
    else:
        tell([registration], "waiting", event=event, position=registration.position, key=str(entry.pk))
    return True
