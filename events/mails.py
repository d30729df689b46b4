"""The mails of meetings: their words stand in templates/events/email/, their rows in portal.notifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.notifications.actions import Attachment, Recipient, notify

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
    files = []
    if method:
        content = calendar_file([event], method=method)
        files = [Attachment(name="meeting.ics", type=f"{MEDIA_TYPE}; method={method}", content=content)]
    words = {
        "event": event,
        "meeting": event.meeting,
        "event_url": event.full_url,
        "withdraw_url": settings.PORTAL_URL + reverse("events:withdraw", args=[event.pk]),
        **context,
    }
    for person in people:
        notify(
            recipients=[Recipient(email=person.email, name=person.name, user=person.user)],
            kind=f"events/{name}",
            target=person,
            context=words,
            key=key,
            attachments=files,
        )
