"""Calendar files: what a meeting is in somebody's own calendar. Never the joining link, never who else comes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils import timezone
from icalendar import vCalAddress, vDuration, vText

from .models import EventPage, Meeting

LONDON = ZoneInfo("Europe/London")
STATUS = {
    Meeting.State.SCHEDULED: "CONFIRMED",
    Meeting.State.POSTPONED: "CANCELLED",  # the date no longer stands
    Meeting.State.CANCELLED: "CANCELLED",
}
MEDIA_TYPE = "text/calendar"


def calendar_file(events: Iterable[EventPage], *, method: str = "PUBLISH", name: str = "") -> bytes:
    """These meetings as one calendar: a file to download, an attachment of a mail, or a feed."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{plain(settings.PORTAL_NAME)}//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:  # a feed, asked for again and again
        calendar.add("name", plain(name))
        calendar.add("x-wr-calname", plain(name))
        calendar.add("refresh-interval", vDuration(timedelta(hours=6)), parameters={"VALUE": "DURATION"})
    entries = [entry_of(event, method) for event in events]
    for entry in entries:
        calendar.add_component(entry)
    if entries:
        years = [entry["dtstart"].dt.year for entry in entries]  # type: ignore[union-attr]
        zone = icalendar.Timezone.from_tzinfo(
            LONDON,
            first_date=date(min(years) - 1, 1, 1),
            last_date=date(max(years) + 2, 1, 1),
        )
        calendar.subcomponents.insert(0, zone)
    return calendar.to_ical()


def entry_of(event: EventPage, method: str) -> icalendar.Event:
    meeting, address = event.meeting, event.full_url or ""
    entry = icalendar.Event()
    entry.add("uid", meeting.uid)
    entry.add("sequence", meeting.sequence)
    entry.add("dtstamp", meeting.changed_at)
    entry.add("last-modified", event.last_published_at or meeting.changed_at)
    entry.add("dtstart", timezone.localtime(meeting.starts_at, LONDON))
    entry.add("dtend", timezone.localtime(meeting.ends_at, LONDON))
    entry.add("summary", plain(event.title))
    entry.add("description", "\n\n".join(part for part in [plain(event.summary), address] if part))
    entry.add("location", plain(meeting.place))
    entry.add("status", "CANCELLED" if method == "CANCEL" else STATUS[Meeting.State(meeting.state)])
    entry.add("organizer", organiser())
    if address:
        entry.add("url", address)
    return entry


def organiser() -> vCalAddress:
    """The portal itself: no person's name or address travels in a calendar."""
    address = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    address.params["CN"] = vText(plain(settings.PORTAL_NAME).replace('"', ""))
    return address


def plain(text: str) -> str:
    """Text that cannot begin a line of its own: line ends become one kind, other control characters go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
