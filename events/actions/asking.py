"""Tell organisers that people ask for a place: one mail a day and meeting at most, however many ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.notifications.querysets import label_of
from portal.users.models import User

from ..models import EventPage, Meeting, Registration

EARLIEST = 8  # o'clock: what is asked in the night waits until then


def tell_organisers(*, now: datetime) -> int:
    """To the organisers of every meeting where somebody has asked since they last heard. Returns how many mails."""
    local = timezone.localtime(now)
    if local.hour < EARLIEST:
        return 0
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    meetings = Meeting.objects.with_requests_to_tell(now, today).values_list("pk", flat=True)
    return sum(_tell(pk, now=now, today=today) for pk in list(meetings))


@transaction.atomic
def _tell(pk: int, *, now: datetime, today: datetime) -> int:
    """Under the meeting's lock: of two at the same moment, the second finds them told."""
    meeting = Meeting.objects.locked().filter(pk=pk).first()
    if meeting is None or not Meeting.objects.with_requests_to_tell(now, today).filter(pk=pk).exists():
        return 0
    waiting = meeting.registrations.filter(state=Registration.State.REQUESTED)
    before = meeting.organisers_told_at
    count, new = waiting.count(), waiting.filter(created_at__gt=before).count() if before else 0
    meeting.organisers_told_at = now
    meeting.save(update_fields=["organisers_told_at"])
    event = meeting.page
    roster = f"{settings.PORTAL_URL}{reverse('events:people', args=[event.pk])}?state=requested&sort=since"
    mails = notify(
        recipients=[Recipient.of(person) for person in organisers_of(event)],
        kind="events/asked",
        target=meeting,
        context={"event": event, "meeting": meeting, "count": count, "new": new, "roster_url": roster},
        key=f"{today:%Y-%m-%d}",
        thread=label_of(meeting),
    )
    log(actor=None, action="events/told-organisers", target=meeting, waiting=count, mails=len(mails))
    return len(mails)


def organisers_of(event: EventPage) -> Iterable[User]:
    """The convenors of its network; of a national meeting, or where there is no convenor, the programme's staff."""
    network = event.meeting.network
    if network is not None:
        convening = network.memberships.convening().active().values("user")
        if people := list(User.objects.filter(pk__in=convening)):
            return people
    return User.objects.staff()
