"""Verbs of the meeting itself: call it off, put it off, and carry out what an editor published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.search.actions import put_page
from portal.users.models import User

from .. import news
from ..mails import tell
from ..models import EventPage, Meeting, Registration
from .inviting import tell_invited
from .placing import settle, take_offers_back
from .telling import plan_mails

# What people planned their day by: a change of these makes a new version in their calendars.
PLANNED_BY = ("starts_at", "ends_at", "place")


def cancel_meeting(*, event: EventPage, actor: User, reason: str, now: datetime | None = None) -> Meeting:
    """Call the meeting off for good and tell everybody with a place or waiting for one."""
    return _call_off(event=event, actor=actor, reason=reason, now=now, state=Meeting.State.CANCELLED)


def postpone_meeting(*, event: EventPage, actor: User, reason: str, now: datetime | None = None) -> Meeting:
    """Put the meeting off. Places are kept; publishing a new date makes it go ahead again."""
    return _call_off(event=event, actor=actor, reason=reason, now=now, state=Meeting.State.POSTPONED)


@transaction.atomic
def _call_off(*, event: EventPage, actor: User, reason: str, now: datetime | None, state: Meeting.State) -> Meeting:
    now = now or timezone.now()
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can do this.")
    event.meeting = meeting = Meeting.objects.locked().get(page=event)
    if meeting.is_over(now) or meeting.is_cancelled or meeting.state == state:
        return meeting
    meeting.state, meeting.reason = state, reason
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, now
    meeting.save(update_fields=["state", "reason", "sequence", "changed_at"])
    if event.live:
        put_page(page=event)  # found further down from now, and by that word
    log(actor=actor, action=f"events/{state}", target=meeting, sequence=meeting.sequence)
    take_offers_back(event)
    _tell_everybody(event=event, name=str(state), method="CANCEL")
    news.tell_of_calling_off(event, by=actor)
    plan_mails(meeting=meeting, now=now)
    return meeting


@transaction.atomic
def apply_published_change(
    *, event: EventPage, actor: AbstractBaseUser | None = None, now: datetime | None = None
) -> Meeting:
    """Make what was just published count: tell of a new time or place, give new places to those who wait.

    Safe to repeat: what the meeting's row says already makes no mail.
    """
    now = now or timezone.now()
    event.meeting = meeting = Meeting.objects.locked().get(page=event)
    wanted = event.as_published()
    changed = [name for name, value in wanted.items() if getattr(meeting, name) != value]
    if not changed:
        news.announce(event, now=now, by=actor)
        plan_mails(meeting=meeting, now=now)  # the editor may have chosen other times for them
        return meeting
    was_over, before = meeting.is_over(now), {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    before["place"] = meeting.place  # type: ignore[assignment]
    for name in changed:
        setattr(meeting, name, wanted[name])
    planned = [name for name in PLANNED_BY if name in changed]
    if planned:
        meeting.sequence, meeting.changed_at = meeting.sequence + 1, now
    if meeting.is_postponed and "starts_at" in changed:
        meeting.state, meeting.reason = Meeting.State.SCHEDULED, ""
    meeting.save()
    if event.live:
        put_page(page=event)
    log(actor=None, action="events/changed", target=meeting, changed=changed, sequence=meeting.sequence)
    if planned and meeting.is_going_ahead and not (was_over and meeting.is_over(now)):
        _tell_everybody(event=event, name="changed", method="PUBLISH", before=before, changed=planned)
        news.tell_of_change(event, by=actor)
    news.announce(event, now=now, by=actor)
    _end_offers_with_the_start(meeting)
    settle(event=event, places=meeting.count_places(), now=now)
    plan_mails(meeting=meeting, now=now)
    return meeting


def _end_offers_with_the_start(meeting: Meeting) -> None:
    """A meeting that was moved forward: no offer of it holds longer than until its start."""
    late = meeting.registrations.filter(state=Registration.State.OFFERED, offered_until__gt=meeting.starts_at)
    late.update(offered_until=meeting.starts_at)


def _tell_everybody(*, event: EventPage, name: str, method: str, **context: Any) -> None:
    """Those with a place get the calendar file with it; the others, and those who still think it over, have none."""
    people: list[Registration] = list(event.meeting.registrations.active().select_related("user"))
    key = str(event.meeting.sequence)
    with_a_place = [person for person in people if person.has_a_place]
    tell(with_a_place, name, event=event, method=method, key=key, **context)
    tell([person for person in people if not person.has_a_place], name, event=event, method="", key=key, **context)
    tell_invited(event.meeting.invitations.unanswered(), "invited_news", event=event, key=key, news=name)
