"""The mails of meetings: their words stand in templates/events/email/, their rows in portal.notifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.notifications.actions import Attachment, Recipient, notify
from portal.notifications.models import Mail

from . import links
from .calendar import MEDIA_TYPE, calendar_file
from .models import Dispatch, EventPage, Registration

# Which mail carries which calendar file.
METHODS = {"registered": "PUBLISH", "promoted": "PUBLISH"}


def tell(
    registrations: Iterable[Registration],
    name: str,
    *,
    event: EventPage,
    method: str | None = None,
    key: str = "",
    about: Dispatch | None = None,
    **context: Any,
) -> list[Mail]:
    """Write one mail to each of these people, with the calendar file that belongs to it. Few queries, however many."""
    people = list(registrations)
    if not people:
        return []
    method = METHODS.get(name, "") if method is None else method
    return notify(
        recipients=[recipient_of(person, event) for person in people],
        kind=f"events/{name}",
        target=event.meeting,
        context={"event": event, "meeting": event.meeting, **context},
        key=key,
        attachments=[calendar_attachment(event, method)] if method else [],
        about=about or event.meeting,
    )


def recipient_of(person: Registration, event: EventPage) -> Recipient:
    """Who gets it, and the addresses of their own place."""
    words = {"event_url": place_url(event, person), "withdraw_url": withdraw_url(event, person)}
    return Recipient(email=person.email, name=person.name, user=person.user, target=person, words=words)


def calendar_attachment(event: EventPage, method: str) -> Attachment:
    content = calendar_file([event], method=method)
    return Attachment(name="meeting.ics", type=f"{MEDIA_TYPE}; method={method}", content=content)


def place_url(event: EventPage, person: Registration) -> str:
    """Where somebody sees their place: the meeting's page, or by a link of their own when they have no account."""
    return event.full_url or "" if person.user_id else links.link_for(person, links.Purpose.ANSWER)


def withdraw_url(event: EventPage, person: Registration) -> str:
    """Where somebody gives their place back: signed in, or by a link of their own when they have no account."""
    if person.user_id is None:
        return links.link_for(person, links.Purpose.WITHDRAW)
    return settings.PORTAL_URL + reverse("events:withdraw", args=[event.pk])
