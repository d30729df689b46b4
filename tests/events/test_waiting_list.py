"""The waiting list driven through its actions, against a simple model: what the tables say is what the model says."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events import actions
from events.answers import Refused
from events.models import EventPage, Meeting, Registration
from events.providers import tick
from portal.home.models import HomePage
from portal.notifications.models import Mail
from portal.users.models import Role, User
from tests.factories.events import make_event, publish
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.engines, pytest.mark.django_db]
ROLES = [Role.FINANCE_DIRECTOR, Role.OVM, Role.OTHER]


def machine(event: EventPage, people: list[User]) -> type[RuleBasedStateMachine]:
    """A machine over one meeting and eight people; each example starts from nothing and is rolled back."""

    class WaitingList(RuleBasedStateMachine):
        @initialize(capacity=st.integers(1, 4), kept=st.integers(0, 2))
        def start(self, capacity, kept):
            self.savepoint = transaction.savepoint()
            until = (timezone.localdate() + timedelta(days=5)).isoformat()
            self.kept = [{"role": Role.FINANCE_DIRECTOR, "places": kept, "until": until}] if kept else []
            Meeting.objects.update(capacity=capacity, reserved=self.kept)
            EventPage.objects.update(capacity=capacity)
            self.capacity, self.kept_places = capacity, kept
            self.queue: list[User] = []  # who has come and not gone, in order
            self.placed: set[int] = set()
            self.came = Counter()

        def teardown(self):
            if hasattr(self, "savepoint"):
                transaction.savepoint_rollback(self.savepoint)

        def room_for(self, person: User) -> bool:
            seated = [one for one in self.queue if one.pk in self.placed]
            directors = sum(one.role == Role.FINANCE_DIRECTOR for one in seated)
            kept = 0 if person.role == Role.FINANCE_DIRECTOR else max(self.kept_places - directors, 0)
            return len(seated) + kept < self.capacity

        def promote(self):
            for person in self.queue:
                if person.pk not in self.placed and self.room_for(person):
                    self.placed.add(person.pk)

        @rule(person=st.sampled_from(people))
        def come(self, person):
            try:
                actions.register(event=EventPage.objects.get(), user=person)
            except Refused as refused:
                assert person in self.queue, refused
                return
            assert person not in self.queue
            if self.room_for(person):
                self.placed.add(person.pk)
            self.queue.append(person)
            self.came[person.pk] += 1

        @rule(person=st.sampled_from(people))
        def go(self, person):
            mine = Registration.objects.of(person).active().first()
            assert (mine is not None) == (person in self.queue)
            if mine is not None:
                actions.withdraw(registration=mine, actor=person)
                self.queue.remove(person)
                self.placed.discard(person.pk)
                self.promote()

        @rule(capacity=st.integers(1, 5))
        def publish_a_capacity(self, capacity):
            Meeting.objects.update(capacity=capacity)
            actions.promote(meeting=Meeting.objects.get())
            self.capacity = capacity
            self.promote()

        @rule()
        def the_last_day_of_kept_places_passes(self):
            for row in self.kept:
                row["until"] = "2020-01-01"
            Meeting.objects.update(reserved=self.kept)
            tick(timezone.now())
            self.kept_places = 0
            self.promote()

        @invariant()
        def the_tables_say_what_the_model_says(self):
            if not hasattr(self, "queue"):
                return
            rows = Registration.objects.active().order_by("pk").values_list("user_id", "state")
            assert list(rows) == [
                (person.pk, "confirmed" if person.pk in self.placed else "waiting") for person in self.queue
            ]

        @invariant()
        def nobody_is_told_twice(self):
            if hasattr(self, "came"):
                told = Counter(Mail.objects.filter(kind="events/promoted").values_list("person", flat=True))
                assert all(times <= self.came[person] for person, times in told.items())

    return WaitingList


def drive(home: HomePage, *, examples: int, steps: int) -> None:
    people = [UserFactory(role=ROLES[number % 3]) for number in range(8)]
    event = make_event(home, capacity=2)
    run_state_machine_as_test(
        machine(event, people),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_tables_follow_the_model_whatever_happens(home):
    drive(home, examples=200, steps=10)


@pytest.mark.prove
def test_the_tables_follow_the_model_two_thousand_times(home):
    drive(home, examples=2000, steps=25)


def test_a_published_capacity_is_what_the_model_raises(home):
    """The machine raises the row itself for speed; this ties it to what an editor does."""
    event = make_event(home, capacity=1)
    for _ in range(3):
        actions.register(event=EventPage.objects.get(), user=UserFactory())
    publish(event, capacity=2)
    assert Counter(Registration.objects.values_list("state", flat=True)) == {"confirmed": 2, "waiting": 1}
