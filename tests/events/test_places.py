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
TRUSTS = st.sampled_from([None, 1, 2, 3])


def someone(role: str, trust_id: int | None = None, **more: object) -> SimpleNamespace:
    return SimpleNamespace(role=role, trust_id=trust_id, **more)


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
        someone(OVM, name="a"),
        someone(FD, name="b"),
        someone(OVM, name="c"),
    ]
    assert [p.name for p in Places(1).seated_from(queue)] == ["a"]
    assert [p.name for p in Places(1, {FD: 1}).seated_from(queue)] == ["b"]
    assert [p.name for p in Places(2, {FD: 1}).seated_from(queue)] == ["a", "b"]


def test_a_trust_has_no_more_places_than_its_share_also_of_those_kept():
    places = Places(10, {FD: 4}, {OVM: 1, FD: 1}, quota=2, taken_from={1: 2})
    assert places.trust_is_full(1)
    assert not places.room_for(OVM, 1)
    assert not places.room_for(FD, 1), "a place kept for a role is no place beyond the trust's share"
    assert places.room_for(OVM, 2)
    assert places.room_for(OVM, None), "people without a trust count towards no trust"


def test_a_share_holds_also_where_there_is_room_for_everybody():
    places = Places(None, quota=1, taken_from={1: 1})
    assert (places.room_for(OVM, 1), places.room_for(OVM, 2)) == (False, True)


def test_whoever_is_passed_over_for_their_trust_has_the_first_place_that_their_trust_may_have():
    queue = [someone(OVM, 1, name="a"), someone(OVM, 1, name="b"), someone(OVM, 2, name="c")]
    assert [p.name for p in Places(3, quota=1).seated_from(queue)] == ["a", "c"]
    assert [p.name for p in Places(3, quota=2).seated_from(queue)] == ["a", "b", "c"]


queues = st.lists(st.builds(someone, ROLES, TRUSTS), max_size=30)
meetings = st.builds(
    lambda capacity, kept, quota, there: seated_one_by_one(Places(capacity, kept, quota=quota), there),
    st.none() | st.integers(0, 20),
    st.dictionaries(ROLES, st.integers(0, 8)),
    st.none() | st.integers(1, 4),
    st.lists(st.builds(someone, ROLES, TRUSTS), max_size=12),
)


def seated_one_by_one(places: Places, people: list[SimpleNamespace]) -> Places:
    for person in people:
        places = places.seat(person.role, person.trust_id)
    return places


def who_should_be_seated(places: Places, queue: list[SimpleNamespace]) -> list[int]:
    """The rule said in another way, counting heads: the numbers of those who sit down, the first first."""
    heads = [(role, None) for role, n in places.taken_by.items() for _ in range(n)]
    trusts = [trust for trust, n in places.taken_from.items() for _ in range(n)]
    seated = []
    for number, person in enumerate(queue):
        others = {role: n for role, n in places.kept.items() if role != person.role}
        missing = sum(max(n - sum(role == other for role, _ in heads), 0) for other, n in others.items())
        fits = places.capacity is None or len(heads) + 1 + missing <= places.capacity
        allowed = places.quota is None or person.trust_id is None or trusts.count(person.trust_id) < places.quota
        if fits and allowed:
            seated.append(number)
            heads.append((person.role, None))
            trusts.append(person.trust_id)
    return seated


def check(places: Places, queue: list[SimpleNamespace]) -> None:
    seated = places.seated_from(queue)
    assert [number for number, one in enumerate(queue) if any(one is other for other in seated)] == (
        who_should_be_seated(places, queue)
    )
    after = seated_one_by_one(places, seated)
    if places.capacity is not None:
        assert after.taken <= max(places.capacity, places.taken), "never over capacity"
    if places.quota is not None:
        for trust, number in after.taken_from.items():
            assert trust is None or number <= max(places.quota, places.taken_from.get(trust, 0)), "never over the share"
    left = [person for person in queue if not any(person is other for other in seated)]
    assert not any(after.room_for(person.role, person.trust_id) for person in left), "nobody waits beside a free place"
    assert after.seated_from(left) == []


@settings(max_examples=200, deadline=None)
@given(places=meetings, queue=queues)
def test_nobody_is_seated_beyond_the_limits_and_nobody_waits_beside_a_free_place(places, queue):
    check(places, queue)


@pytest.mark.prove
@settings(max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck))
@given(places=meetings, queue=queues)
def test_nobody_is_seated_beyond_the_limits_five_thousand_times(places, queue):
    check(places, queue)


class WaitingList(RuleBasedStateMachine):
    """Come, go, more and fewer places, kept places that come free: what a long life brings, against a simple model."""

    @initialize(
        capacity=st.integers(0, 6),
        kept=st.dictionaries(ROLES, st.integers(0, 3), max_size=2),
        quota=st.none() | st.integers(1, 3),
    )
    def start(self, capacity, kept, quota):
        self.capacity, self.kept, self.quota = capacity, kept, quota
        self.people: list[SimpleNamespace] = []  # in the order of coming; whoever goes leaves the list
        self.told = 0

    def now(self) -> Places:
        waiting = sum(not person.placed for person in self.people)
        empty = Places(self.capacity, self.kept, waiting=waiting, quota=self.quota)
        return seated_one_by_one(empty, [person for person in self.people if person.placed])

    def promote(self) -> None:
        for person in self.now().seated_from([person for person in self.people if not person.placed]):
            assert not person.placed, "promoted once"
            person.placed = True

    @rule(role=ROLES, trust=TRUSTS)
    def come(self, role, trust):
        self.people.append(someone(role, trust, placed=self.now().room_for(role, trust)))

    @rule(data=st.data())
    def go(self, data):
        if self.people:
            self.people.remove(data.draw(st.sampled_from(self.people)))
            self.promote()

    @rule(capacity=st.integers(0, 8))
    def change_the_capacity(self, capacity):
        self.capacity = capacity
        self.promote()

    @rule(quota=st.none() | st.integers(1, 4))
    def change_the_share_of_a_trust(self, quota):
        self.quota = quota
        self.promote()

    @rule()
    def kept_places_come_free(self):
        self.kept = {}
        self.promote()

    @invariant()
    def nobody_waits_beside_a_place_they_could_have(self):
        places = self.now()
        assert not any(places.room_for(person.role, person.trust_id) for person in self.people if not person.placed)

    @invariant()
    def nobody_of_the_same_role_and_trust_is_overtaken(self):
        for one in self.people:
            order = [p.placed for p in self.people if (p.role, p.trust_id) == (one.role, one.trust_id)]
            assert order == sorted(order, reverse=True)


def test_the_waiting_list_holds_whatever_happens():
    run_state_machine_as_test(WaitingList, settings=settings(max_examples=200, stateful_step_count=30, deadline=None))


@pytest.mark.prove
def test_the_waiting_list_holds_whatever_happens_two_thousand_times():
    run_state_machine_as_test(
        WaitingList,
        settings=settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck)),
    )
