"""Each mail of a meeting exactly once: two schedulers at the same time, one that dies, a worker that dies."""

from __future__ import annotations

import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events import actions
from events.models import Dispatch, Meeting, Registration
from portal.notifications.models import Lease, Mail
from portal.notifications.providers import sweep_mail
from tests.factories.events import make_event

pytestmark = [
    pytest.mark.engines,
    pytest.mark.usefixtures("real_queue"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
    ),
]

PEOPLE = 30


@pytest.fixture
def dispatch(home) -> Dispatch:
    """Joining instructions whose time came a minute ago."""
    now = timezone.now()
    event = make_event(home, starts_at=now + timedelta(hours=2, minutes=59), joining_at="3-hours", reminders=[])
    for number in range(PEOPLE):
        Registration.objects.create(
            meeting=event.meeting,
            name=f"Person {number}",
            email=f"person{number}@trust-a.example",
            state=Registration.State.CONFIRMED,
        )
    actions.plan_mails(meeting=event.meeting, now=now - timedelta(hours=1))
    return Dispatch.objects.get()


@contextmanager
def held(table: str, pk: int) -> Iterator[None]:
    """Another connection holds this row: whoever wants to change it waits."""
    other = connection.get_new_connection(connection.get_connection_params())
    try:
        other.execute(f"select 1 from {table} where id = %s for update", [pk])  # noqa: S608 - our own table's name
        yield
    finally:
        other.rollback()
        other.close()


def waiting_for_a_row() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def let_the_lease_run_out() -> None:
    """As if the first scheduler were slow, or dead: another may begin."""
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def assert_written_once(dispatch: Dispatch) -> None:
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.told) == (Dispatch.State.SENT, PEOPLE)
    assert Counter(Mail.objects.values_list("to", flat=True)) == {
        f"person{n}@trust-a.example": 1 for n in range(PEOPLE)
    }


def ended(process: subprocess.Popen) -> int:
    return process.wait(60)


def test_two_schedulers_at_the_same_time_write_each_mail_once(dispatch, start, until: Callable) -> None:
    with held(Meeting._meta.db_table, dispatch.meeting_id):
        first = start("tick")
        until(lambda: waiting_for_a_row() == 1, first)
        let_the_lease_run_out()
        second = start("tick")
        until(lambda: waiting_for_a_row() == 2, second)
        assert not Mail.objects.exists()
    assert (ended(first), ended(second)) == (0, 0)
    assert_written_once(dispatch)


def test_a_scheduler_killed_when_it_had_written_half_leaves_nothing_and_the_next_one_does_it_all(
    dispatch, server, start, until: Callable
) -> None:
    with held(Dispatch._meta.db_table, dispatch.pk):
        first = start("tick")
        until(lambda: waiting_for_a_row() == 1, first)  # the mails are written, and not committed
        first.send_signal(signal.SIGKILL)
        first.wait()
    let_the_lease_run_out()
    second = start("tick")
    assert ended(second) == 0
    assert_written_once(dispatch)

    # A worker dies while it sends; the next one sends the rest, and what it held.
    sink = server.handler
    sink.mood = "hang"
    worker = start("work")
    until(sink.reached.is_set, worker)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    sink.mood = "ok"
    let_the_lease_run_out()
    Mail.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    assert sweep_mail(timezone.now()) == PEOPLE
    worker = start("work")
    until(lambda: Mail.objects.filter(state=Mail.State.SENT).count() == PEOPLE, worker)
    assert Counter(sink.message_ids) == dict.fromkeys(Mail.objects.values_list("message_id", flat=True), 1)


def test_somebody_who_registers_while_the_instructions_go_out_gets_them_once(home, dispatch, start, until) -> None:
    """Their place waits for the meeting's row, and is then read as it is."""
    with held(Dispatch._meta.db_table, dispatch.pk):
        tick = start("tick")
        until(lambda: waiting_for_a_row() == 1, tick)
        registering = start("shell", "-c", REGISTER.format(pk=dispatch.meeting.page_id))
        until(lambda: waiting_for_a_row() == 2, registering)
    assert (ended(tick), ended(registering)) == (0, 0)
    kinds = Mail.objects.filter(to="late@trust-a.example").values_list("kind", flat=True)
    assert Counter(kinds) == {"events/registered": 1, "events/joining": 1}


REGISTER = """
from events import actions
from events.attendees import Attendee
from events.models import EventPage, Registration
event = EventPage.objects.get(pk={pk})
who = Attendee(name="Late", email="late@trust-a.example")
actions.register_attendee(event=event, attendee=who, actor=None, via=Registration.Via.INVITATION)
"""
