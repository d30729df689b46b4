"""The mails of meetings: their words stand in templates/events/email/, their rows in portal.notifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.notifications.actions import Attachment, Recipient, notify

from . import links
from .calendar import MEDIA_TYPE, calendar_file
from .models import EventPage, Registration

# Which mail carries which calendar file.
METHODS = {"registered": "PUBLISH", "promoted": "PUBLISH"}


def tell(
    registrations: Iterable[Registration],
    name: str,
    *,
    event: EventPage,
    method: str | None = None,
    key: str = "",
    **context: Any,
) -> None:
    """Write one mail to each of these people, with the calendar file that belongs to it."""
    people = list(registrations)
    if not people:
        return
    method = METHODS.get(name, "") if method is None else method
    files = [calendar_attachment(event, method)] if method else []
    words = {
        "event": event,
        "meeting": event.meeting,
        "event_url": event.full_url,
        **context,
    }
    for person in people:
        notify(
            recipients=[Recipient(email=person.email, name=person.name, user=person.user)],
            kind=f"events/{name}",
            target=person,
            context={"withdraw_url": withdraw_url(event, person), **words},
            key=key,
            attachments=files,
        )


def calendar_attachment(event: EventPage, method: str) -> Attachment:
    content = calendar_file([event], method=method)
    return Attachment(name="meeting.ics", type=f"{MEDIA_TYPE}; method={method}", content=content)


def withdraw_url(event: EventPage, person: Registration) -> str:
    """Where somebody gives their place back: signed in, or by a link of their own when they have no account."""
    if person.user_id is None:
        return links.link_for(person, links.Purpose.WITHDRAW)
    return settings.PORTAL_URL + reverse("events:withdraw", args=[event.pk])
