"""The meeting's row, held: whoever changes who has a place comes in here, one at a time."""

from __future__ import annotations

from .models import EventPage, Meeting, Registration


def lock(page_id: int) -> EventPage:
    """The meeting's page, with its row held until the transaction ends."""
    meeting = Meeting.objects.locked().select_related("page").get(page=page_id)
    event = meeting.page
    event.meeting = meeting
    return event


def lock_of(registration: Registration) -> tuple[EventPage, Registration]:
    """The same for one registration, read anew: what it said before the lock may be over."""
    event = lock(registration.meeting.page_id)
    registration = Registration.objects.select_related("user").get(pk=registration.pk)
    registration.meeting = event.meeting
    return event, registration
