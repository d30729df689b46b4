"""The waiting list, driven through its actions against a model of its own: the tables say what the model says."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from events import actions
from events.answers import Refused
from events.attendees import Attendee
from events.holdings import personal_data
from events.models import EventPage, Meeting, Registration, ReservedSeats
from events.providers import tick
from portal.home.models import HomePage
from portal.notifications.models import Mail
from portal.users.models import Role, User
from tests.factories.events import make_event, publish
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory
from tests.proof import when_and_where, write_proof

from .waiting_list_model import DIRECTOR, HOLDS, Model, Row

pytestmark = [pytest.mark.engines, pytest.mark.django_db]
ROLES = [Role.FINANCE_DIRECTOR, Role.OVM, Role.OTHER]
MORNING = datetime(2030, 3, 4, 9, tzinfo=ZoneInfo("Europe/London"))
START = MORNING + timedelta(days=10)
numbers = st.integers(0, 30)
EXAMPLES, STEPS = 2000, 6  # the full figures


def machine(people: list[User], staff: User, seen: Counter) -> type[RuleBasedStateMachine]:
    """A machine over one meeting and its people; each example starts from nothing and is rolled back."""

    class WaitingList(RuleBasedStateMachine):
        @initialize(
            capacity=st.sampled_from([2, 1, 3, None]),
            kept=st.sampled_from([0, 1, 2]),
            quota=st.sampled_from([None, 2, 1]),
            offer_hours=st.sampled_from([2, None, 48]),
            admission=st.sampled_from(["open", "open", "approval", "open", "invitation"]),
            crowd=st.integers(3, 8),
        )
        def start(self, capacity, kept, quota, offer_hours, admission, crowd):
            self.savepoint = transaction.savepoint()
            self.clock = time_machine.travel(MORNING, tick=False)
            self.time = self.clock.start()
            until = (MORNING + timedelta(days=3)).date()
            self.model = Model(MORNING, START, capacity, kept, until, quota, offer_hours, admission)
            reserved = [{"role": DIRECTOR, "places": kept, "until": until.isoformat()}] if kept else []
            if kept:
                ReservedSeats.objects.create(event=EventPage.objects.get(), role=DIRECTOR, places=kept, until=until)
            fields = {"capacity": capacity, "trust_quota": quota}
            ends_at = START + timedelta(hours=2)
            Meeting.objects.update(starts_at=START, ends_at=ends_at, reserved=reserved, **fields)
            EventPage.objects.update(
                starts_at=START, ends_at=ends_at, offer_hours=offer_hours, admission=admission, **fields
            )
            self.gone: set[int] = set()  # accounts that became another
            self.before: dict[int, tuple[str, tuple]] = {}
            self.held = 0
            self.crowd(crowd)

        def crowd(self, number: int) -> None:
            """Those who came before: written as the model has them, without mails, so that each life begins full."""
            for person in people[:number]:
                self.model.come(person)
            self.model.mails.clear()
            meeting = Meeting.objects.get()
            rows = [
                Registration(
                    meeting=meeting,
                    user=person,
                    name=str(person),
                    email=row.email,
                    role=row.role,
                    trust_id=row.trust,
                    state=row.state,
                    created_at=MORNING,
                )
                for row, person in zip(self.model.rows, people, strict=False)
            ]
            Registration.objects.bulk_create(rows)
            self.before = dict(Registration.objects.values_list("pk", "state"))
            self.held = len(self.model.held)

        def teardown(self):
            if hasattr(self, "savepoint"):
                self.clock.stop()
                transaction.savepoint_rollback(self.savepoint)

        # Who and what a rule is about

        def person(self, number: int) -> User:
            there = [person for person in people if person.pk not in self.gone]
            return there[number % len(there)]

        def row(self, number: int) -> tuple[Row, Registration]:
            row = self.model.rows[number % len(self.model.rows)]
            return row, Registration.objects.order_by("pk")[row.number]

        def rows(self, chosen: list[int]) -> tuple[list[Row], list[Registration]]:
            both = {one.number: (one, row) for one, row in (self.row(number) for number in chosen)}
            return [one for one, _ in both.values()], [row for _, row in both.values()]

        def event(self) -> EventPage:
            return EventPage.objects.get()

        def agree(self, expected: bool, verb, **arguments) -> None:
            """The action does it exactly when the model says so; and a refusal leaves everything as it is."""
            try:
                with transaction.atomic():
                    verb(**arguments)
            except Refused as refused:
                assert not expected, refused
                seen["refused"] += 1
            else:
                assert expected

        # What may happen

        @rule(number=numbers)
        def come(self, number):
            person = self.person(number)
            self.agree(self.model.come(person), actions.register, event=self.event(), user=person)

        @rule(number=numbers, priority=st.sampled_from([0, 0, 1, 5]))
        def be_brought(self, number, priority):
            person = self.person(number)
            expected = self.model.be_brought(person, priority)
            self.agree(
                expected,
                actions.register_attendee,
                event=self.event(),
                attendee=Attendee.of(person),
                actor=staff,
                via=Registration.Via.ORGANISER,
                priority=priority,
            )

        @precondition(lambda self: self.model.rows)
        @rule(number=numbers)
        def go(self, number):
            one, registration = self.row(number)
            self.agree(self.model.withdraw(one), actions.withdraw, registration=registration, actor=staff)

        @precondition(lambda self: self.model.rows)
        @rule(chosen=st.lists(numbers, min_size=1, max_size=4))
        def be_approved(self, chosen):
            ours, registrations = self.rows(chosen)
            self.model.approve(ours)
            actions.approve(registrations=registrations, actor=staff)

        @precondition(lambda self: self.model.rows)
        @rule(chosen=st.lists(numbers, min_size=1, max_size=2))
        def be_declined(self, chosen):
            ours, registrations = self.rows(chosen)
            self.model.decline(ours)
            actions.decline(registrations=registrations, actor=staff, reason="No.")

        @precondition(lambda self: any(row.state == "offered" for row in self.model.rows))
        @rule(number=numbers, answer=st.sampled_from(["take", "take", "leave"]))
        def answer_the_offer(self, number, answer):
            offered = [row for row in self.model.rows if row.state == "offered"]
            one, registration = self.row(offered[number % len(offered)].number)
            if answer == "take":
                self.agree(self.model.take(one), actions.accept_offer, registration=registration, actor=None)
            else:
                expected = self.model.has_an_offer(one) and self.model.withdraw(one)
                self.agree(expected, actions.refuse_offer, registration=registration, actor=None)

        @precondition(lambda self: self.model.rows)
        @rule(number=numbers)
        def take_what_may_not_be_offered(self, number):
            one, registration = self.row(number)
            self.agree(self.model.take(one), actions.accept_offer, registration=registration, actor=None)

        @rule(hours=st.sampled_from([1, 3, 3, 20, 60, 300]), tick_too=st.booleans())
        def time_passes(self, hours, tick_too):
            self.time.shift(timedelta(hours=hours))
            self.model.now += timedelta(hours=hours)
            if tick_too:
                self.the_minute_comes()

        @rule()
        def the_minute_comes(self):
            self.model.settle()
            tick(self.model.now)

        @rule(capacity=st.integers(1, 5) | st.none())
        def publish_a_capacity(self, capacity):
            self.publish(capacity=capacity)

        @rule(quota=st.integers(1, 3) | st.none())
        def publish_a_share_of_a_trust(self, quota):
            self.model.publish(quota=quota)
            EventPage.objects.update(trust_quota=quota)
            actions.apply_published_change(event=self.event())

        @rule(days=st.integers(1, 20))
        def publish_a_date(self, days):
            starts_at = self.model.now + timedelta(days=days, minutes=1)
            EventPage.objects.update(ends_at=starts_at + timedelta(hours=2))
            self.publish(starts_at=starts_at)

        def publish(self, **fields):
            self.model.publish(**fields)
            EventPage.objects.update(**fields)
            actions.apply_published_change(event=self.event())

        @rule(state=st.sampled_from(["postponed", "postponed", "postponed", "cancelled"]))
        def call_off(self, state):
            self.model.call_off(state)
            verb = actions.cancel_meeting if state == "cancelled" else actions.postpone_meeting
            verb(event=self.event(), actor=staff, reason="Strike.")

        @precondition(lambda self: self.model.rows)
        @rule(number=numbers, to=numbers)
        def pass_on(self, number, to):
            (one, registration), taker = self.row(number), self.person(to)
            if taker.pk != one.person:
                self.model.pass_on(one, taker)
                actions.pass_on(registration=registration, taker=taker)

        @precondition(lambda self: len(self.gone) < 3)
        @rule(one=numbers, other=numbers)
        def become_one(self, one, other):
            source, target = self.person(one), self.person(other)
            if source.pk != target.pk:
                self.gone.add(source.pk)
                self.model.merge(source, target)
                held = next(holding for holding in personal_data() if holding.table is Registration)
                held.on_merge(source, target)

        # What is always so

        @invariant()
        def the_tables_say_what_the_model_says(self):
            if not hasattr(self, "model"):
                return
            rows = list(Registration.objects.order_by("pk").values_list("user_id", "email", "state", "priority"))
            assert rows == [(row.person, row.email, row.state, row.priority) for row in self.model.rows]
            until = list(Registration.objects.order_by("pk").values_list("offered_until", flat=True))
            for row, kept in zip(self.model.rows, until, strict=True):
                assert row.state != "offered" or row.until == kept
            assert Meeting.objects.get().state == self.model.state

        @invariant()
        def each_is_told_once(self):
            if hasattr(self, "model"):
                assert Counter(Mail.objects.values_list("kind", "to")) == self.model.mails

        @invariant()
        def the_laws_hold(self):
            """Said without the model: from what the tables were before the step and what they are now."""
            if not hasattr(self, "model"):
                return
            model, meeting = self.model, Meeting.objects.get()
            now = {row.pk: row for row in Registration.objects.order_by("pk")}
            held = [row for row in now.values() if row.state in HOLDS]
            new = [row for row in held if self.before.get(row.pk, "") not in HOLDS]
            moves = [(self.before.get(pk, "new"), row.state) for pk, row in now.items()]
            seen.update(f"{was} → {state}" for was, state in moves if was != state)
            assert set(self.before) <= set(now), "nobody is lost"
            if new:
                assert meeting.state == "scheduled", "no place while it is called off"
                assert model.now < meeting.starts_at, "no place after the start"
                if meeting.capacity is not None:
                    assert len(held) <= meeting.capacity, "never one place too many"
                    if any(row.role != DIRECTOR for row in new):
                        assert len(held) + model.missing_directors <= meeting.capacity, "kept places are kept"
                if meeting.trust_quota is not None:
                    trusts = Counter(row.trust_id for row in held)
                    beyond = [row for row in new if row.trust_id and trusts[row.trust_id] > meeting.trust_quota]
                    assert not beyond, "no trust beyond its share"
            elif meeting.capacity is not None:
                assert len(held) <= max(meeting.capacity, self.held), "no place more than there was"
            for row in new:
                if self.before.get(row.pk) == "waiting":
                    turn = (-row.priority, row.pk)
                    passed = [
                        one
                        for one in now.values()
                        if one.state == "waiting" and (one.role, one.trust_id) == (row.role, row.trust_id)
                    ]
                    assert all(turn < (-one.priority, one.pk) for one in passed), "nobody is overtaken"
            for row in held:
                if row.state == "offered":
                    assert meeting.state == "scheduled"
                    assert row.offered_until <= meeting.starts_at
            people = Counter(row.user_id for row in now.values() if not row.has_ended)
            assert all(times == 1 for times in people.values()), "one person, one place"
            waiting = sorted((row for row in now.values() if row.is_waiting), key=lambda row: (-row.priority, row.pk))
            if waiting:
                assert [waiting[0].position, waiting[-1].position] == [1, len(waiting)]
            self.before, self.held = {pk: row.state for pk, row in now.items()}, len(held)

    return WaitingList


def drive(home: HomePage, *, examples: int, steps: int) -> Counter:
    """What happened, counted: a machine that never came to an offer would prove nothing about offers."""
    trusts = [OrganisationFactory(), OrganisationFactory(), None]
    people = [UserFactory(role=ROLES[number % 3], trust=trusts[number % 4 % 3]) for number in range(9)]
    make_event(home, starts_at=START, capacity=2)
    seen: Counter = Counter()
    run(
        machine(people, StaffFactory(), seen),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    return seen


EVERY_WAY = [
    "new → confirmed",
    "new → waiting",
    "new → requested",
    "requested → confirmed",
    "requested → declined",
    "waiting → confirmed",
    "waiting → offered",
    "waiting → withdrawn",
    "offered → confirmed",
    "offered → lapsed",
    "offered → waiting",
    "offered → withdrawn",
    "confirmed → withdrawn",
]


def test_the_tables_follow_the_model_whatever_happens(home):
    drive(home, examples=200, steps=6)


@pytest.mark.prove
def test_the_tables_follow_the_model_two_thousand_times(home):
    seen = drive(home, examples=EXAMPLES, steps=STEPS)
    assert set(EVERY_WAY) <= set(seen), "each way was gone"
    write_proof(
        "waiting-list",
        [
            "# The waiting list as a machine",
            "",
            f"{when_and_where()}: {EXAMPLES:,} lives of a meeting, of up to {STEPS} steps each, driven through the",
            "real actions on the database (`make prove`). A step is one of: come, be brought by an organiser with a",
            "priority, be approved or declined (several at once), withdraw, take or leave an offer, time that passes",
            "(with or without the minute's tick), another capacity, share of a trust or date, cancel, postpone, hand a",
            "place to a successor, two accounts become one. Kept places end on their day by the clock.",
            "",
            "After each step: the tables say what a model says that counts heads and stores nothing; each person has",
            "exactly the mails that the model expects, once; and, without the model: never one place too many, kept",
            "places kept, no trust beyond its share, nobody overtaken by somebody of the same role and trust, no place",
            "or offer after the start or while the meeting is called off, one place a person, nobody lost.",
            "",
            "| what happened to a registration | times |",
            "|---|---|",
            *(f"| {way} | {number:,} |" for way, number in sorted(seen.items(), key=lambda pair: -pair[1])),
        ],
    )


def test_a_published_capacity_is_what_the_model_raises(home):
    """The machine changes the page beside the editor for speed; this ties it to what an editor does."""
    event = make_event(home, capacity=1)
    for _ in range(3):
        actions.register(event=EventPage.objects.get(), user=UserFactory())
    publish(event, capacity=2)
    assert Counter(Registration.objects.values_list("state", flat=True)) == {"confirmed": 2, "waiting": 1}
