"""What meetings put into the archive of a network: each with its agenda, minutes, decisions, actions and files."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.loader import render_to_string

from networks.models import Network
from portal.files.bundle import Chapter, Row, plain_html

from .models import EventPage
from .outcomes import Outcomes

COLUMNS = ["Meeting", "Starts", "Ends", "Where", "State", "Places taken", "Came"]


def chapters(network: Network, user: AbstractBaseUser) -> Iterator[Chapter]:
    events = EventPage.objects.visible_to(user).filter(meeting__network=network).select_related("meeting")
    rows = (row(event, user) for event in events.order_by("meeting__starts_at", "pk").iterator(100))
    about = "People who came are counted, not named."
    yield Chapter("meetings", "Meetings", COLUMNS, rows, about)


def row(event: EventPage, user: AbstractBaseUser) -> Row:
    meeting, outcomes = event.meeting, Outcomes(event, user, manages=False)
    places = meeting.registrations.confirmed()
    state = "Cancelled" if meeting.is_cancelled else "Postponed" if meeting.is_postponed else "As planned"
    words = {
        "event": event,
        "about": plain_html(str(event.body)),
        "minutes": outcomes.minutes,
        "decisions": outcomes.decisions,
        "actions": outcomes.actions,
        "trusts": outcomes.attendance.by_trust if outcomes.attendance.was_taken else [],
    }
    files = [(file.document.filename, file.document.file) for file in outcomes.files if file.document]
    cells = [
        event.title,
        meeting.starts_at,
        meeting.ends_at,
        event.venue_name or "Online",
        state,
        places.count(),
        places.filter(present_at__isnull=False).count(),
    ]
    return Row(cells, page=render_to_string("events/archive/meeting.html", words), files=files)
