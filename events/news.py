"""What people hear of meetings: that there is one, that it is moved, that it does not take place.

Who is registered or invited has a mail that says so; the news of it is in their centre and makes no second mail.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from portal.cms.components import dates
from portal.notifications.actions import tell_of_page
from portal.notifications.models import Happening

from .models import EventPage

ANNOUNCED, CHANGED, CALLED_OFF = "events/announced", "events/changed", "events/called-off"


def announce(event: EventPage, *, now: datetime, by: AbstractBaseUser | None = None) -> None:
    """Once, however often it is published."""
    if event.live and event.meeting.is_going_ahead and event.meeting.starts_at > now:
        title = f"New meeting: {event.title}, {when(event)}"
        tell_of_page(kind=ANNOUNCED, page=event, title=title, key=str(event.pk), by=by)


def tell_of_change(event: EventPage, *, by: AbstractBaseUser | None = None) -> None:
    """Another time or place."""
    title = f"Changed: {event.title} is now {when(event)}"
    _tell_again(CHANGED, event, title, excerpt=event.meeting.place, by=by)


def tell_of_calling_off(event: EventPage, *, by: AbstractBaseUser | None = None) -> None:
    """Cancelled or put off, with the reason that was given."""
    verb = event.meeting.get_state_display()
    _tell_again(CALLED_OFF, event, f"{verb}: {event.title}, {when(event)}", excerpt=event.meeting.reason, by=by)


def _tell_again(kind: str, event: EventPage, title: str, *, excerpt: str, by: AbstractBaseUser | None) -> None:
    """Only of what was announced: nobody misses a meeting they never heard of."""
    if not event.live or not Happening.objects.filter(key=f"{ANNOUNCED}:{event.pk}").exists():
        return
    meeting = event.meeting
    told = [*meeting.registrations.active().values_list("user", flat=True)]
    told += meeting.invitations.unanswered().values_list("user", flat=True)
    mailed = {key for key in told if key}
    tell_of_page(
        kind=kind, page=event, title=title, excerpt=excerpt, key=f"{event.pk}:{meeting.sequence}", by=by, mailed=mailed
    )


def when(event: EventPage) -> str:
    return f"{dates.day(event.meeting.starts_at)}, {dates.clock(event.meeting.starts_at)}"
