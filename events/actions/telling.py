"""Verbs of the mails that have a time of their own: plan them, send what is due once, and send one now."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..mails import make_ready, send_dispatch
from ..models import Dispatch, EventPage, Meeting
from ..planning import out_of_date, why_not_now
from ..timetable import TOO_LATE, Kind

State = Dispatch.State
# What a person has read in one of these they need not read in an earlier one.
BEFORE_THE_START = (Kind.REMINDER, Kind.JOINING)


@transaction.atomic
def plan_mails(*, meeting: Meeting, now: datetime | None = None) -> int:
    """Make the planned mails agree with the meeting as it is now. Returns how many rows changed. Safe to repeat.

    What lies in the past already is not planned: a meeting announced three days before has no reminder a week before.
    """
    now = now or timezone.now()
    event = _locked(meeting.pk)
    return _plan(event, now)


def _locked(pk: int) -> EventPage:
    """The page as it is published, with the meeting's row, which nobody else has now."""
    meeting = Meeting.objects.locked().select_related("page").get(pk=pk)
    event = meeting.page
    event.meeting = meeting
    return event


def _plan(event: EventPage, now: datetime) -> int:
    to_change = out_of_date(event, list(event.meeting.dispatches.all()), now)
    for row in to_change:
        row.save()
    if to_change:
        log(actor=None, action="events/planned-mails", target=event.meeting, changed=len(to_change))
    return len(to_change)


def send_due(*, dispatch: Dispatch, now: datetime | None = None) -> int:
    """Send this one if it is still due, once: the row is the claim. Too late is missed, and said. Returns how many.

    Rows and mails are written in one transaction under the meeting's lock. Whoever dies before its end has written
    nothing, and the next one does it all; whoever comes second finds nothing due.
    """
    now = now or timezone.now()
    make_ready(dispatch.meeting, dispatch.kind)
    with transaction.atomic():
        return _send_if_due(dispatch, now)


def _send_if_due(dispatch: Dispatch, now: datetime) -> int:
    event = _locked(dispatch.meeting_id)
    _plan(event, now)
    still = Dispatch.objects.due(now).filter(pk=dispatch.pk).first()
    if still is None:
        return 0
    still.meeting = event.meeting
    if why := _too_late(still, now):
        still.state, still.why, still.settled_at = State.MISSED, why, now
        still.save(update_fields=["state", "why", "settled_at"])
        log(actor=None, action="events/missed-mails", target=still, kind=still.kind)
        return 0
    if still.is_follow_up and not event.meeting.registrations.present().exists():
        return 0  # nobody has said yet who came
    return _send(still, event, actor=None, now=now)


def _too_late(dispatch: Dispatch, now: datetime) -> str:
    """Why this is of no use any more; empty while it is."""
    meeting = dispatch.meeting
    if dispatch.is_follow_up:
        late = now > meeting.ends_at + TOO_LATE
        return "Nobody was marked as present within two weeks, or the portal could not send it." if late else ""
    if meeting.has_started(now):
        return "The meeting had started before it could be sent."
    if dispatch.kind == Kind.REMINDER:
        later = meeting.dispatches.for_date(dispatch.starts_at).filter(kind__in=BEFORE_THE_START)
        later = later.exclude(state=State.CALLED_OFF).filter(due_at__gt=dispatch.due_at)
        if later.filter(due_at__lte=now).exists() or later.sent().exists():
            return "The next mail was due before it could be sent."
    return ""


def _send(dispatch: Dispatch, event: EventPage, *, actor: User | None, now: datetime) -> int:
    mails = send_dispatch(dispatch, event, now)
    dispatch.state, dispatch.settled_at, dispatch.told = State.SENT, now, dispatch.told + len(mails)
    dispatch.save()
    if dispatch.kind == Kind.JOINING:
        event.meeting.instructed_at = now
        event.meeting.save(update_fields=["instructed_at"])
    log(actor=actor, action="events/sent-mails", target=dispatch, kind=dispatch.kind, people=len(mails))
    return len(mails)


def send_now(*, event: EventPage, kind: Kind, actor: User, sent_before: int, now: datetime | None = None) -> int | None:
    """Send joining instructions or a follow-up at once, also again. Returns how many people it was written to.

    `sent_before`: how often it had been sent when the person pressed. None: meanwhile somebody else did, or this is
    the second press of the same button; nothing was sent.
    """
    make_ready(event.meeting, kind)
    with transaction.atomic():
        return _send_now(event, kind, actor, sent_before, now or timezone.now())


def _send_now(event: EventPage, kind: Kind, actor: User, sent_before: int, now: datetime) -> int | None:
    event = _locked(event.meeting.pk)
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can send the mails of a meeting.")
    if why := why_not_now(event.meeting, kind, now):
        raise PermissionDenied(why)
    rows = event.meeting.dispatches.for_date(event.meeting.starts_at).filter(kind=kind)
    if rows.sent().count() != sent_before:
        return None
    dispatch = rows.planned().first() or Dispatch(
        meeting=event.meeting, kind=kind, mark=f"now-{rows.count() + 1}", due_at=now, starts_at=event.meeting.starts_at
    )
    dispatch.save()
    return _send(dispatch, event, actor=actor, now=now)
