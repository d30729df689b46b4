"""Any order of news, reading, muting, choosing and crashes: each notice is mailed once, or not at all."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from networks.models import Network
from portal.notifications.actions import (
    follow,
    happened,
    mark_read,
    prefer,
    send_digests,
    set_rhythm,
    tell_at_once,
    unfollow,
)
from portal.notifications.models import Mail, Notice
from portal.notifications.spreading import spread
from portal.users.models import User
from tests.conftest import plant_home
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory
from tests.proof import when_and_where, write_proof

pytestmark = pytest.mark.django_db

LEVELS = st.sampled_from(["at-once", "digest", "off", ""])
START = datetime(2026, 3, 26, 12, tzinfo=UTC)  # three days before the clocks go forward
COUNTS: Counter[str] = Counter()


class CrashError(Exception):
    """The process ends in the middle of its work."""


class Digests(RuleBasedStateMachine):
    """Two people of one network; time only goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.now, self.number, self.untold = START, 0, set[int]()
        network = make_network(plant_home(), kind=Network.Kind.PRIVATE)
        self.network, self.people = network, [UserFactory(), UserFactory()]
        for person in self.people:
            make_member(network, person)

    @initialize()
    def begin(self) -> None:
        COUNTS["lives"] += 1

    @rule(kind=st.sampled_from(["discussion/started", "discussion/announced"]), thread=st.booleans())
    def something_happens(self, kind: str, thread: bool) -> None:
        self.number += 1
        about = self.network if thread else self.network.page
        with time_machine.travel(self.now, tick=False):
            happening = happened(
                kind=kind, about=about, group=self.network, title="News", url="/", spread=True, key=str(self.number),
                audience=[f"network:{self.network.pk}"],
            )  # fmt: skip
            spread(happening.pk)
            spread(happening.pk)
        COUNTS["news"] += 1

    @rule(who=st.integers(0, 1))
    def reads_all(self, who: int) -> None:
        waiting = Notice.objects.of(self.people[who]).waiting().unread()
        self.untold |= set(waiting.values_list("pk", flat=True))
        with time_machine.travel(self.now, tick=False):
            mark_read(person=self.people[who], notices=Notice.objects.all())

    @rule(who=st.integers(0, 1), level=LEVELS)
    def chooses(self, who: int, level: str) -> None:
        with time_machine.travel(self.now, tick=False):
            if level == "off":
                self.untold |= set(Notice.objects.of(self.people[who]).waiting().values_list("pk", flat=True))
            prefer(person=self.people[who], topic="threads", level=level)

    @rule(who=st.integers(0, 1), digests=st.sampled_from(["weekly", "daily", "never"]))
    def changes_rhythm(self, who: int, digests: str) -> None:
        set_rhythm(person=self.people[who], digests=digests)
        if digests == "never":
            self.untold |= set(Notice.objects.of(self.people[who]).waiting().values_list("pk", flat=True))

    @rule(who=st.integers(0, 1), muted=st.booleans())
    def mutes_or_unmutes(self, who: int, muted: bool) -> None:
        person = self.people[who]
        if muted:
            follow(person=person, thing=self.network, muted=True)
            self.untold |= set(Notice.objects.of(person).waiting().values_list("pk", flat=True))
        else:
            unfollow(person=person, label=f"networks.network:{self.network.pk}")

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def two_schedulers_tick(self) -> None:
        with time_machine.travel(self.now, tick=False):
            for _ in range(2):
                tell_at_once(now=self.now)
                send_digests(now=self.now)

    @rule()
    def a_scheduler_dies_before_it_commits(self) -> None:
        mails = Mail.objects.count()
        with time_machine.travel(self.now, tick=False), pytest.raises(CrashError), transaction.atomic():
            tell_at_once(now=self.now)
            send_digests(now=self.now)
            raise CrashError
        assert Mail.objects.count() == mails

    @invariant()
    def nobody_is_told_twice(self) -> None:
        assert not Notice.objects.filter(mail__isnull=False, digest__isnull=False).exists()
        told = Notice.objects.filter(mail__isnull=False).count()
        assert Mail.objects.filter(kind="notifications/news").count() == told

    def teardown(self) -> None:
        """In the end everything that should be told was told."""
        self.now += timedelta(days=15)
        with time_machine.travel(self.now, tick=False):
            tell_at_once(now=self.now)
            send_digests(now=self.now)
        silent = set(Notice.objects.filter(mail=None, digest=None).exclude(level="off").values_list("pk", flat=True))
        try:
            assert not Notice.objects.waiting().exists()
            never = set(User.objects.filter(news_rhythm__digests="never").values_list("pk", flat=True))
            allowed = self.untold | set(Notice.objects.filter(person__in=never).values_list("pk", flat=True))
            assert silent <= allowed
            COUNTS["told"] += Notice.objects.count() - len(silent)
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)


def live(examples: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    few = settings(
        max_examples=examples, stateful_step_count=12, deadline=None, database=None, suppress_health_check=quiet
    )
    run_state_machine_as_test(Digests, settings=few)


def test_every_notice_is_told_once_whatever_happens() -> None:
    live(15)


@pytest.mark.prove
def test_two_thousand_lives_of_a_digest() -> None:
    COUNTS.clear()
    live(2000)
    write_proof(
        "digest",
        [
            "# Digests",
            "",
            f"{when_and_where()}.",
            "",
            "Each life is a random order of news, reading, muting, choosing, two schedulers, crashes and passing time",
            "over a change of clocks. Every notice ended in at most one mail or digest, and every one that should",
            "be told in exactly one.",
            "",
            *[f"- {name}: {number:,}" for name, number in sorted(COUNTS.items())],
        ],
    )
