"""Many people at once: never one place too many, nobody lost, the queue in order, and proof that the lock does it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import perf_counter

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import EventPage, Meeting, Registration
from events.querysets import MeetingQuerySet
from portal.audit.models import LogEntry
from portal.home.models import HomePage
from portal.notifications.models import Mail
from portal.notifications.querysets import label_of
from portal.users.models import User
from tests.clients import Client
from tests.factories.events import make_event
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory
from tests.proof import when_and_where, write_proof

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
)

PLACES = 10


@contextmanager
def without_the_lock() -> Iterator[None]:
    """The negative control: whoever asks for the meeting's row gets it at once, also while another holds it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MeetingQuerySet, "locked", lambda meetings: meetings.select_related("network__page"))
        yield


def crowd(number: int) -> list[User]:
    trust = OrganisationFactory()
    return [UserFactory(trust=trust) for _ in range(number)]


def at_once(work: Callable[[User], object], people: list[User], threads: int) -> list[BaseException]:
    """Everybody starts at the same moment, each thread on a connection of its own. Returns what went wrong."""
    start, errors = threading.Barrier(threads), []
    waves = [people[number::threads] for number in range(threads)]

    def run(wave: list[User]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            for person in wave:
                try:
                    work(person)
                except Exception as error:
                    errors.append(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, waves))
    return errors


def register_at_once(event: EventPage, people: list[User], threads: int) -> list[BaseException]:
    def work(person: User) -> None:
        actions.register(event=EventPage.objects.get(pk=event.pk), user=User.objects.get(pk=person.pk))

    return at_once(work, people, threads)


def assert_in_order(event: EventPage, people: int, places: int = PLACES) -> None:
    rows = list(Registration.objects.filter(meeting__page=event).order_by("pk"))
    assert len(rows) == people, "nobody is lost"
    assert [row.state for row in rows[:places]] == ["confirmed"] * places, "the first ten who came have the places"
    assert [row.state for row in rows[places:]] == ["waiting"] * (people - places)
    assert len({row.email for row in rows}) == people
    mails = Mail.objects.filter(to__in=[row.email for row in rows])
    kinds = Counter(mails.values_list("kind", flat=True))
    assert kinds == {"events/registered": places, "events/waiting": people - places}, "one mail each"
    told = list(mails.filter(kind="events/waiting").values_list("to", "text"))
    numbers = {email: int(text.split("You are number ")[1].split()[0]) for email, text in told}
    assert [numbers[row.email] for row in rows[places:]] == list(range(1, people - places + 1))
    logged = LogEntry.objects.filter(action="events/registered", target_id__in=[str(row.pk) for row in rows])
    assert logged.count() == people


@on_postgres
def test_forty_people_at_once_for_ten_places(home):
    event, people = make_event(home, capacity=PLACES), crowd(40)
    assert register_at_once(event, people, threads=40) == []
    assert_in_order(event, 40)


@on_postgres
def test_without_the_lock_the_race_is_lost(home):
    """If this fails, the test above proves nothing: then it would pass without the lock too."""
    for attempt in range(20):
        event, people = make_event(home, capacity=PLACES, title=f"Race {attempt}"), crowd(40)
        with without_the_lock():
            register_at_once(event, people, threads=40)
        if Registration.objects.confirmed().filter(meeting__page=event).count() > PLACES:
            return
    pytest.fail("Twenty races without the lock never gave one place too many.")


@on_postgres
def test_forty_browsers_at_once_for_ten_places(home):
    event, people = make_event(home, capacity=PLACES), crowd(40)
    clients = {person.pk: Client() for person in people}
    for person in people:
        clients[person.pk].force_login(person)
    answers = []

    def work(person: User) -> None:
        answers.append(clients[person.pk].post(reverse("events:register", args=[event.pk])).status_code)

    assert at_once(work, people, threads=40) == []
    assert answers == [302] * 40
    assert_in_order(event, 40)


@on_postgres
def test_the_same_person_in_ten_tabs_at_once_gets_one_place(home):
    event, person = make_event(home, capacity=PLACES), UserFactory()
    errors = register_at_once(event, [person] * 10, threads=10)
    assert [str(error) for error in errors] == ["You have a place already."] * 9
    assert Registration.objects.count() == Mail.objects.count() == 1


@on_postgres
def test_ten_withdrawals_at_once_promote_the_first_ten_each_once(home):
    event, people = make_event(home, capacity=PLACES), crowd(30)
    for person in people:
        actions.register(event=event, user=person)
    rows = list(Registration.objects.order_by("pk"))
    by_user = {row.user_id: row for row in rows}

    def work(person: User) -> None:
        actions.withdraw(registration=by_user[person.pk], actor=User.objects.get(pk=person.pk))

    assert at_once(work, [row.user for row in rows[:PLACES]], threads=10) == []
    states = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn"] * 10 + ["confirmed"] * 10 + ["waiting"] * 10
    promoted = Mail.objects.filter(kind="events/promoted").values_list("to", flat=True)
    assert sorted(promoted) == sorted(row.email for row in rows[10:20])


@on_postgres
def test_coming_and_going_at_once_never_takes_a_place_too_many(home):
    event, people = make_event(home, capacity=PLACES), crowd(40)
    for person in people[:20]:
        actions.register(event=event, user=person)
    by_user = {row.user_id: row for row in Registration.objects.all()}

    def work(person: User) -> None:
        user = User.objects.get(pk=person.pk)
        if person.pk in by_user:
            actions.withdraw(registration=by_user[person.pk], actor=user)
        else:
            actions.register(event=EventPage.objects.get(pk=event.pk), user=user)

    assert at_once(work, people[:15] + people[20:], threads=35) == []
    assert Registration.objects.confirmed().count() == PLACES
    order = list(Registration.objects.active().order_by("pk").values_list("state", flat=True))
    assert order == sorted(order), "nobody who came later has a place while somebody earlier waits"


@on_postgres
def test_coming_going_taking_and_running_out_at_once(home):
    storm(home, "A meeting")


def storm(home: HomePage, title: str) -> float:
    """Ten places on offer, of which five have run out. At once: newcomers, takers, leavers, and four schedulers.

    Whoever is first at the lock, the end is the same, to the person. Returns how many seconds it took.
    """
    event, people = make_event(home, capacity=PLACES, offer_hours=1, title=title), crowd(45)
    for person in people[:30]:
        actions.register(event=EventPage.objects.get(pk=event.pk), user=person)
    mine = Registration.objects.filter(meeting__page=event).order_by("pk")
    rows = list(mine)
    for row in rows[:PLACES]:
        actions.withdraw(registration=row, actor=row.user)
    run_out = [row.pk for row in rows[15:20]]
    mine.filter(pk__in=run_out).update(offered_until=timezone.now())
    by_user = {row.user_id: row for row in rows}
    takers, leavers = {row.user_id for row in rows[10:20]}, {row.user_id for row in rows[25:30]}

    def work(person: User | None) -> None:
        if person is None:
            actions.promote(meeting=Meeting.objects.get(page=event))
        elif person.pk in takers:
            actions.accept_offer(registration=by_user[person.pk], actor=User.objects.get(pk=person.pk))
        elif person.pk in leavers:
            actions.withdraw(registration=by_user[person.pk], actor=User.objects.get(pk=person.pk))
        else:
            actions.register(event=EventPage.objects.get(pk=event.pk), user=User.objects.get(pk=person.pk))

    everybody = [*people[30:], *(row.user for row in rows[10:20]), *(row.user for row in rows[25:30]), *[None] * 4]
    began = perf_counter()
    errors = at_once(work, everybody, threads=len(everybody))
    seconds = perf_counter() - began
    assert [str(error)[:36] for error in errors] == ["The time to take this place has passed"[:36]] * 5
    expected = ["withdrawn"] * 10 + ["confirmed"] * 5 + ["lapsed"] * 5 + ["offered"] * 5 + ["withdrawn"] * 5
    assert list(mine.values_list("state", flat=True)) == expected + ["waiting"] * 15
    mails = Counter(Mail.objects.filter(about=label_of(event.meeting)).values_list("kind", "to"))
    assert set(mails.values()) == {1}, "each is told once"
    offered = {to for kind, to in mails if kind == "events/offered"}
    assert offered == {row.email for row in rows[10:25]}
    assert {to for kind, to in mails if kind == "events/lapsed"} == {row.email for row in rows[15:20]}
    return seconds


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's one writer")
def test_eight_writers_on_the_embedded_database_find_it_never_locked(home):
    event, people = make_event(home, capacity=PLACES), crowd(24)
    assert register_at_once(event, people, threads=8) == []
    assert_in_order(event, 24)


# The full figures


@pytest.mark.prove
@on_postgres
def test_two_hundred_people_for_ten_places_forty_at_once_twenty_times(home):
    rows = []
    for run in range(1, 21):
        event, people = make_event(home, capacity=PLACES, title=f"Run {run}"), crowd(200)
        began = perf_counter()
        errors = register_at_once(event, people, threads=40)
        seconds = perf_counter() - began
        assert errors == []
        assert_in_order(event, 200)
        rows.append((run, 200, PLACES, 190, len(errors), f"{seconds:.1f}", f"{200 / seconds:.0f}"))
    control = [oversold_without_the_lock(home, run) for run in range(1, 6)]
    assert max(control) > PLACES
    storms = [storm(home, f"Storm {run}") for run in range(1, 21)]
    write_figures(rows, control, storms, *posts_of_eight_clients(home))


def posts_of_eight_clients(home: HomePage) -> tuple[float, int]:
    """Registrations a second, as whole POSTs through every layer of the portal; and the queries of one."""
    event, people = make_event(home, capacity=PLACES, title="Eight clients"), crowd(202)
    clients = {person.pk: Client() for person in people}
    for person in people:
        clients[person.pk].force_login(person)
    address = reverse("events:register", args=[event.pk])
    assert clients[people[0].pk].post(address).status_code == 302  # what is remembered for a minute is known now
    with CaptureQueriesContext(connection) as captured:
        assert clients[people[1].pk].post(address).status_code == 302
    begins_and_ends = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    asked = [query["sql"] for query in captured if not query["sql"].startswith(begins_and_ends)]
    began = perf_counter()
    assert at_once(lambda person: clients[person.pk].post(address), people[2:], threads=8) == []
    seconds = perf_counter() - began
    assert Registration.objects.filter(meeting__page=event).count() == 202
    return 200 / seconds, len(asked)


def oversold_without_the_lock(home: HomePage, run: int) -> int:
    event, people = make_event(home, capacity=PLACES, title=f"Control {run}"), crowd(200)
    with without_the_lock():
        register_at_once(event, people, threads=40)
    return Registration.objects.confirmed().filter(meeting__page=event).count()


def write_figures(rows: list[tuple], control: list[int], storms: list[float], rate: float, queries: int) -> None:
    lines = [
        "# Registration under contention",
        "",
        f"{when_and_where()}, 200 people for 10 places, 40 at once, each on a connection of its own (`make prove`).",
        "",
        "| run | people | places given | waiting, in order | errors | seconds | registrations a second |",
        "|---|---|---|---|---|---|---|",
        *("| " + " | ".join(map(str, row)) + " |" for row in rows),
        "",
        "Each run also checks: the first ten who came have the places, the positions told by mail are 1 to 190 in the",
        "order of coming, one mail and one line in the log each.",
        "",
        "**Negative control**, the same with the lock switched off: places given for 10 there are: "
        + ", ".join(map(str, control))
        + ".",
        "",
        f"**Offers.** {len(storms)} storms of 34 at once on a meeting with ten places on offer, five of them run out:",
        "15 newcomers, 10 who take an offer, 5 who leave the line, 4 schedulers. Each ended the same, to the person:",
        "5 took their place, 5 were refused because their time had passed, the next 5 in line have the offers, the",
        "newcomers wait in their order, one mail each, and no other error. Seconds: "
        f"{min(storms):.1f} to {max(storms):.1f}.",
        "",
        f"**The whole POST.** {rate:.0f} registrations a second by 8 clients through every layer of the portal, in one",
        f"Python process beside the database on two cores (with processes of its own: `bench.md`); {queries} queries",
        "each. The budget is 14 queries.",
    ]
    write_proof("registration", lines)
