"""Calendar files: what a meeting is in somebody's own calendar. Never the joining link, never who else comes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
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
    calendar.add_component(london_rules())
    for event in events:
        calendar.add_component(entry_of(event, method))
    return calendar.to_ical()


def london_rules() -> icalendar.Timezone:
    """When London's clocks change: the last Sundays of March and October, at 1am UTC.

    So since 1996 (Summer Time Order 2002); a test compares it with the system's time zones. Written by hand: a list of
    dates, as libraries make it, is read an hour off by some programs.
    """
    zone = icalendar.Timezone()
    zone.add("tzid", LONDON.key)
    for change, begins, month, name, before, after in (
        (icalendar.TimezoneDaylight(), datetime(1996, 3, 31, 1), 3, "BST", timedelta(0), timedelta(hours=1)),
        (icalendar.TimezoneStandard(), datetime(1996, 10, 27, 2), 10, "GMT", timedelta(hours=1), timedelta(0)),
    ):
        change.add("dtstart", begins)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        change.add("tzname", name)
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        zone.add_component(change)
    return zone


def entry_of(event: EventPage, method: str) -> icalendar.Event:
    meeting, address = event.meeting, event.full_url or ""
    entry = icalendar.Event()
    entry.add("uid", meeting.uid)
    entry.add("sequence", meeting.sequence)
    entry.add("dtstamp", meeting.changed_at)
    entry.add("last-modified", event.last_published_at or meeting.changed_at)
    entry.add("dtstart", moment(meeting.starts_at))
    entry.add("dtend", moment(meeting.ends_at))
    entry.add("summary", plain(event.title))
    entry.add("description", "\n\n".join(part for part in [plain(event.summary), address] if part))
    entry.add("location", plain(meeting.place))
    entry.add("status", "CANCELLED" if method == "CANCEL" else STATUS[Meeting.State(meeting.state)])
    entry.add("organizer", organiser())
    if address:
        entry.add("url", address)
    return entry


def moment(when: datetime) -> datetime:
    """London time, which a calendar shows right whatever changes; in the hour that autumn repeats, UTC.

    RFC 5545 (3.3.5) reads a local time that occurs twice as the first of both: the second could not be said.
    """
    local = timezone.localtime(when, LONDON)
    return when.astimezone(UTC) if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset() else local


def organiser() -> vCalAddress:
    """The portal itself: no person's name or address travels in a calendar."""
    address = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    address.params["CN"] = vText(plain(settings.PORTAL_NAME).replace('"', ""))
    return address


def plain(text: str) -> str:
    """Text that cannot begin a line of its own: line ends become one kind, other control characters go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
