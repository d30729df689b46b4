"""Our calendar files, read by programs that had no part in writing them: Python, JavaScript and Java agree with us."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from events import actions
from events.calendar import calendar_file, london_rules
from events.models import EventPage
from portal.notifications.models import Mail
from tests.factories.events import make_event, publish
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
READERS = Path(__file__).parent / "readers"

Said = dict[str, str | int]  # what one program reads of one meeting
Reader = Callable[[list[Path]], list[list[Said]]]

# Starts (as an instant), length in hours. Clocks go forward on 30 March 2031 and back on 26 October 2031, at 1am UTC.
TIMES = {
    "a winter afternoon": (datetime(2031, 1, 15, 14, tzinfo=UTC), 2.0),
    "a summer afternoon": (datetime(2031, 7, 15, 13, tzinfo=UTC), 2.0),
    "over the hour that spring leaves out": (datetime(2031, 3, 30, 0, 30, tzinfo=UTC), 2.0),
    "just after spring's change": (datetime(2031, 3, 30, 1, tzinfo=UTC), 1.0),
    "the first half past one of autumn": (datetime(2031, 10, 26, 0, 30, tzinfo=UTC), 0.5),
    "the second half past one of autumn": (datetime(2031, 10, 26, 1, 30, tzinfo=UTC), 0.5),
    "from the first half past one to the second": (datetime(2031, 10, 26, 0, 30, tzinfo=UTC), 1.0),
    "the Monday after autumn's change": (datetime(2031, 10, 27, 9, tzinfo=UTC), 1.0),
    "to midnight": (datetime(2031, 2, 3, 22, tzinfo=UTC), 2.0),
    "over midnight": (datetime(2031, 6, 3, 22, tzinfo=UTC), 3.0),
    "over the new year": (datetime(2031, 12, 31, 23, tzinfo=UTC), 2.0),
    "on the leap day": (datetime(2032, 2, 29, 10, tzinfo=UTC), 1.5),
    "on 25 February 2014": (datetime(2014, 2, 25, 14, tzinfo=UTC), 2.0),
}
TEXTS = {
    'a comma; a semicolon, a \\ and "quotes"': "Line one\nline two, with a comma",
    "Café débts: naïve £5 — „ß“ 統計 🏥": "",
    "long " * 45: "word " * 59,
    "BEGIN:VEVENT": "END:VCALENDAR\r\nATTENDEE:mailto:x@evil.example",
}


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def in_python(files: list[Path]) -> list[list[Said]]:
    def read(file: Path) -> list[Said]:
        calendar = icalendar.Calendar.from_ical(file.read_bytes())
        texts = ("uid", "status", "summary", "description", "location", "url")
        return [
            {
                **{name: str(entry.get(name, "")) for name in texts},
                "sequence": int(entry["sequence"]),
                "starts": instant(entry["dtstart"].dt),
                "ends": instant(entry["dtend"].dt),
                "method": str(calendar["method"]),
            }
            for entry in calendar.walk("VEVENT")
        ]

    return [read(file) for file in files]


def in_javascript(folder: Path) -> Reader:
    def read(files: list[Path]) -> list[list[Said]]:
        found = json.loads(ask("node", READERS / "read.cjs", folder, *files))
        for entry in (entry for entries in found for entry in entries):
            entry |= {name: entry[name].replace(".000Z", "Z") for name in ("starts", "ends")}
        return found

    return read


def in_java(folder: Path) -> Reader:
    def read(files: list[Path]) -> list[list[Said]]:
        found: list[list[Said]] = []
        for line in ask("java", "-cp", f"{folder}/*", READERS / "Read.java", *files).splitlines():
            word, _, value = line.partition(" ")
            if word == "file":
                found.append([])
            elif word == "event":
                found[-1].append({})
            else:
                text = base64.b64decode(value).decode()
                found[-1][-1][word] = int(text) if word == "sequence" else text.replace("\r\n", "\n")
        return found

    return read


def ask(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def readers(calendar_readers: str) -> dict[str, Reader]:
    folder = Path(calendar_readers)
    return {"icalendar": in_python, "ical.js": in_javascript(folder), "biweekly": in_java(folder)}


def meant(event: EventPage, method: str) -> Said:
    """What a reader must find, said without the writer's code."""
    meeting = event.meeting
    cancelled = method == "CANCEL" or not meeting.is_going_ahead
    return {
        "uid": meeting.uid,
        "sequence": meeting.sequence,
        "status": "CANCELLED" if cancelled else "CONFIRMED",
        "starts": instant(meeting.starts_at),
        "ends": instant(meeting.ends_at),
        "summary": event.title,
        "description": "\n\n".join(part for part in [event.summary.replace("\r\n", "\n"), event.full_url] if part),
        "location": meeting.place,
        "url": event.full_url,
        "method": method,
    }


def test_every_reader_finds_the_instant_the_words_and_the_identity_that_we_mean(home, readers, tmp_path):
    cases = {}
    for name, (starts_at, hours) in TIMES.items():
        event = make_event(home, title=name, starts_at=starts_at, hours=hours)
        cases[name] = (calendar_file([event]), [meant(event, "PUBLISH")])
    for title, summary in TEXTS.items():
        event = make_event(home, title=title.strip(), summary=summary.strip())
        cases[title] = (calendar_file([event]), [meant(event, "PUBLISH")])
    everything = list(EventPage.objects.with_meeting().order_by("pk"))
    cases["a feed of them all"] = (
        calendar_file(everything, name="Meetings"),
        [meant(event, "PUBLISH") for event in everything],
    )
    assert_all_read(readers, cases, tmp_path)


def test_every_reader_follows_one_meeting_from_mail_to_mail(home, readers, tmp_path):
    event, person, staff = make_event(home, title="The one"), UserFactory(), StaffFactory()
    actions.register(event=event, user=person)
    story = [("PUBLISH", current(event))]
    publish(event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    story.append(("PUBLISH", current(event)))
    actions.postpone_meeting(event=current(event), actor=staff, reason="No hall.")
    story.append(("CANCEL", current(event)))
    publish(event, starts_at=event.starts_at + timedelta(days=9), ends_at=event.ends_at + timedelta(days=9))
    story.append(("PUBLISH", current(event)))
    actions.cancel_meeting(event=current(event), actor=staff, reason="No chair.")
    story.append(("CANCEL", current(event)))
    files = [base64.b64decode(mail.attachments[0]["content"]) for mail in Mail.objects.order_by("pk")]
    expected = [[meant(version, method)] for method, version in story]
    assert [entry["sequence"] for (entry,) in expected] == [0, 1, 2, 3, 4]
    assert len({entry["uid"] for (entry,) in expected}) == 1
    cases = {f"mail {number}": case for number, case in enumerate(zip(files, expected, strict=True))}
    assert_all_read(readers, cases, tmp_path)


def test_the_rules_of_london_that_we_send_are_those_of_the_system():
    sent = london_rules().to_tz()
    for day in (datetime(2010, 1, 1) + timedelta(days=number) for number in range(40 * 365)):
        for hour in (0, 3, 12):
            local = day.replace(hour=hour)
            assert local.replace(tzinfo=sent).utcoffset() == local.replace(tzinfo=LONDON).utcoffset(), local


def current(event: EventPage) -> EventPage:
    return EventPage.objects.with_meeting().get(pk=event.pk)


def assert_all_read(readers: dict[str, Reader], cases: dict[str, tuple[bytes, list[Said]]], folder: Path) -> None:
    files = [folder / f"{number}.ics" for number in range(len(cases))]
    for file, (content, _) in zip(files, cases.values(), strict=True):
        file.write_bytes(content)
    for reader, read in readers.items():
        found = dict(zip(cases, read(files), strict=True))
        for name, (_, expected) in cases.items():
            assert found[name] == expected, f"{reader} reads {name!r}"
