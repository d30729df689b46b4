"""The arithmetic of places, and the waiting list as a machine that may be driven anywhere without a wrong state."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events.places import Places

FD, OVM, OTHER = "finance-director", "ovm", "other"
ROLES = st.sampled_from([FD, OVM, OTHER])


def test_kept_places_are_left_for_their_role_and_not_for_others():
    places = Places(10, {FD: 4}, {OVM: 3})
    assert (places.left_for(FD), places.left_for(OVM), places.left) == (7, 3, 3)


def test_whoever_has_the_role_fills_the_kept_places_first():
    places = Places(10, {FD: 4}, {OVM: 3, FD: 4})
    assert (places.left_for(FD), places.left_for(OVM)) == (3, 3)


def test_without_a_limit_there_is_room_for_everybody():
    assert Places(None, {FD: 4}, {OVM: 300}).left_for(OVM) is None
    assert Places(None).room_for(OVM)


def test_fewer_places_than_people_is_none_left_and_not_less():
    assert Places(2, {}, {OVM: 5}).left == 0


def test_the_queue_is_taken_in_order_and_passed_over_only_for_kept_places():
    queue = [
        SimpleNamespace(role=OVM, name="a"),
        SimpleNamespace(role=FD, name="b"),
        SimpleNamespace(role=OVM, name="c"),
    ]
    assert [p.name for p in Places(1).seated_from(queue)] == ["a"]
    assert [p.name for p in Places(1, {FD: 1}).seated_from(queue)] == ["b"]
    assert [p.name for p in Places(2, {FD: 1}).seated_from(queue)] == ["a", "b"]


@given(
    capacity=st.integers(0, 20),
    kept=st.dictionaries(ROLES, st.integers(0, 8)),
    taken=st.dictionaries(ROLES, st.integers(0, 10)),
    queue=st.lists(ROLES, max_size=30),
)
def test_nobody_is_seated_beyond_the_capacity_and_nobody_waits_beside_a_free_place(capacity, kept, taken, queue):
    places = Places(capacity, kept, taken)
    people = [SimpleNamespace(role=role) for role in queue]
    seated = places.seated_from(people)
    after = places
    for person in seated:
        after = after.seat(person.role)
    assert after.taken <= max(capacity, places.taken)
    assert all(not after.room_for(person.role) for person in people if person not in seated)
    assert after.seated_from([person for person in people if person not in seated]) == []


class WaitingList(RuleBasedStateMachine):
    """Come, go, more and fewer places, kept places that come free: what a long life brings, against a simple model."""

    @initialize(capacity=st.integers(0, 6), kept=st.dictionaries(ROLES, st.integers(0, 3), max_size=2))
    def start(self, capacity, kept):
        self.capacity, self.kept = capacity, kept
        self.people: list[SimpleNamespace] = []  # in the order of coming; whoever goes leaves the list
        self.told = 0

    def now(self) -> Places:
        taken: dict[str, int] = {}
        for person in self.people:
            if person.placed:
                taken[person.role] = taken.get(person.role, 0) + 1
        return Places(self.capacity, self.kept, taken, sum(not person.placed for person in self.people))

    def promote(self) -> None:
        for person in self.now().seated_from([person for person in self.people if not person.placed]):
            assert not person.placed, "promoted once"
            person.placed = True

    @rule(role=ROLES)
    def come(self, role):
        self.people.append(SimpleNamespace(role=role, placed=self.now().room_for(role)))

    @rule(data=st.data())
    def go(self, data):
        if self.people:
            self.people.remove(data.draw(st.sampled_from(self.people)))
            self.promote()

    @rule(capacity=st.integers(0, 8))
    def change_the_capacity(self, capacity):
        self.capacity = capacity
        self.promote()

    @rule()
    def kept_places_come_free(self):
        self.kept = {}
        self.promote()

    @invariant()
    def nobody_waits_beside_a_place_they_could_have(self):
        places = self.now()
        assert not any(places.room_for(person.role) for person in self.people if not person.placed)

    @invariant()
    def nobody_of_the_same_role_is_overtaken(self):
        for role in (FD, OVM, OTHER):
            order = [person.placed for person in self.people if person.role == role]
            assert order == sorted(order, reverse=True)


def test_the_waiting_list_holds_whatever_happens():
    run_state_machine_as_test(WaitingList, settings=settings(max_examples=200, stateful_step_count=30, deadline=None))


@pytest.mark.prove
def test_the_waiting_list_holds_whatever_happens_two_thousand_times():
    run_state_machine_as_test(
        WaitingList,
        settings=settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck)),
    )
