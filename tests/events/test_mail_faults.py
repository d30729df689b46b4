"""A meeting's mail at a mail server in every mood: the right state, as often as promised, recovery by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from events import actions
from events.mails import tell
from events.models import EventPage, Registration
from portal.notifications.models import Mail
from portal.notifications.providers import sweep_mail
from portal.notifications.tasks import deliver_many
from tests.factories.events import make_event
from tests.factories.users import StaffFactory
from tests.notifications.sink import Sink
from tests.proof import when_and_where, write_proof

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Fault:
    mood: str
    happens: str
    then: str  # the state after the first try
    copies: int = 1  # how often it arrives in the end; twice only where the server lost its own "yes"

    @property
    def is_for_good(self) -> bool:
        return self.then == "failed"


FAULTS = [
    Fault("ok", "taken", "sent"),
    Fault("refuse", "550 to the address", "failed"),
    Fault("words", "554 to the content", "failed"),
    Fault("later", "451 to the address", "retry"),
    Fault("hang", "no answer", "retry"),
    Fault("drop", "the line breaks before the mail", "retry"),
    Fault("nobody", "nobody listens", "retry"),
    Fault("taken, then drop", "taken, and the line breaks before it says so", "retry", copies=2),
    Fault("taken, then hang", "taken, and no answer", "retry", copies=2),
    Fault("no goodbye", "taken, and no goodbye", "sent"),
]
METHODS = {"registered": "PUBLISH", "cancelled": "CANCEL", "joining": ""}


def write(event: EventPage, kind: str, people: int) -> list[int]:
    """The mails of this kind to so many people, not sent yet. Returns their keys."""
    before = set(Mail.objects.values_list("pk", flat=True))
    registrations = [
        Registration.objects.create(
            meeting=event.meeting, name=f"Person {n}", email=f"p{n}@trust-a.example", state="confirmed"
        )
        for n in range(people)
    ]
    if kind == "registered":
        tell(registrations, "registered", event=event)
    elif kind == "cancelled":
        actions.cancel_meeting(event=event, actor=StaffFactory(), reason="Snow")
    else:
        actions.send_now(event=event, kind="joining", actor=StaffFactory(), sent_before=0)
    return sorted(set(Mail.objects.filter(kind=f"events/{kind}").values_list("pk", flat=True)) - before)


def states(keys: list[int]) -> set[str]:
    return set(Mail.objects.filter(pk__in=keys).values_list("state", flat=True))


def suffer(fault: Fault, event: EventPage, kind: str, sink: Sink, settings, people: int = 2) -> dict[str, object]:
    """Write, fail, recover. Returns what was seen."""
    keys = write(event, kind, people)
    sink.mood, port = fault.mood, settings.EMAIL_PORT
    sink.messages.clear()
    if fault.mood == "nobody":
        settings.EMAIL_PORT = 1
    for key in keys:
        deliver_many.call([key])
    settings.EMAIL_PORT = port
    assert states(keys) == {fault.then}
    assert all(Mail.objects.filter(pk__in=keys).values_list("attempts", flat=True))

    sink.mood = "ok"
    if fault.is_for_good:  # nobody tries a "no" again but somebody who has mended it
        assert sweep_mail(timezone.now() + timedelta(days=3)) == 0
        again = Mail.objects.filter(pk__in=keys)
        assert actions.resend_mails(event=event, mails=again, actor=StaffFactory()) == people
        deliver_many.call(keys)
    elif fault.then == "retry":
        assert sweep_mail(timezone.now()) == 0, "not before its time"
        Mail.objects.filter(pk__in=keys).update(due_at=timezone.now() - timedelta(seconds=1))
        assert sweep_mail(timezone.now()) == people
        deliver_many.call(keys)
    assert states(keys) == {"sent"}
    return {"arrived": len(sink.messages), "different": len(set(sink.message_ids)), "whole": whole(event, kind, sink)}


def whole(event: EventPage, kind: str, sink: Sink) -> bool:
    """Whether every copy has its words, and the calendar file of its kind with this meeting in it."""
    event.meeting.refresh_from_db()
    for message in sink.messages:
        parts = {part.get_content_type(): part for part in message.walk()}
        text = parts["text/plain"].get_payload(decode=True).decode()
        assert event.title in text
        if not METHODS[kind]:
            assert event.joining_url in text
            assert "text/calendar" not in parts
            continue
        assert parts["text/calendar"].get_param("method") == METHODS[kind]
        calendar = icalendar.Calendar.from_ical(parts["text/calendar"].get_payload(decode=True))
        [entry] = calendar.walk("VEVENT")
        assert calendar["METHOD"] == METHODS[kind]
        assert (entry["UID"], entry["SEQUENCE"]) == (event.meeting.uid, event.meeting.sequence)
    return True


@pytest.fixture
def event(home) -> EventPage:
    return make_event(home, mode="hybrid", joining_url="https://meet.example/room", title="Café: what we owe")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.mood)
def test_whatever_the_mail_server_does_the_mail_ends_in_the_right_state(fault: Fault, event, sink, settings) -> None:
    seen = suffer(fault, event, "registered", sink, settings)
    assert seen == {"arrived": 2 * fault.copies, "different": 2, "whole": True}


@pytest.mark.parametrize("kind", ["cancelled", "joining"])
def test_every_kind_arrives_whole_after_a_line_that_broke(kind: str, event, sink, settings) -> None:
    fault = next(fault for fault in FAULTS if fault.mood == "taken, then drop")
    assert suffer(fault, event, kind, sink, settings)["whole"]


@pytest.mark.prove
def test_every_fault_for_every_kind_and_twenty_people(home, sink, settings) -> None:
    people, lines = 20, []
    for fault in FAULTS:
        for kind in METHODS:
            event = make_event(
                home, mode="hybrid", joining_url="https://meet.example/room", title=f"{kind} {fault.mood}"
            )
            seen = suffer(fault, event, kind, sink, settings, people=people)
            assert seen["arrived"] == people * fault.copies
            assert seen["different"] == people
            end = "sent, once somebody tried it again" if fault.is_for_good else "sent, by itself"
            end = "sent" if fault.then == "sent" else end
            lines.append(
                f"| {fault.happens} | {kind} | {fault.then} | {end} | {fault.copies} | {METHODS[kind] or 'none'} |"
            )
    write_proof("mails", [*HEAD, f"{when_and_where()}, {people} people a row (`make prove`).", *TABLE, *lines, *TAIL])


HEAD = ["# A meeting's mail at a mail server in every mood", ""]
TABLE = [
    "",
    "| what the server does | mail | after the first try | in the end | copies | calendar file, whole |",
    "|---|---|---|---|---|---|",
]
TAIL = [
    "",
    "A real SMTP server that misbehaves. Two copies only where it took the mail and could not say so: SMTP promises no",
    "more. Both carry the same Message-ID, so mail programs show one. Each copy was read back: its words, and in its",
    "calendar file the method, UID and SEQUENCE of the meeting.",
    "",
    "**Each mail is written once.** Two schedulers that wait for the same meeting at one moment, a scheduler killed",
    "between writing the mails and its commit, a worker killed while it sends, and somebody who registers while the",
    "joining instructions go out: `tests/events/test_exactly_once.py`, real processes on PostgreSQL. A worker killed",
    "fifty times while it sends a thousand mails: [kills.md](kills.md).",
]
