"""Any order of news, reading, muting, choosing and crashes: each notice is mailed once, or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Max
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
from portal.notifications.models import Digest, Happening, Mail, Notice
from portal.notifications.providers import spread_news
from portal.notifications.querysets import label_of
from portal.notifications.spreading import spread
from portal.users.models import User
from tests.conftest import plant_home
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory
from tests.proof import when_and_where, write_part

pytestmark = pytest.mark.django_db

LEVELS = st.sampled_from(["at-once", "digest", "off", ""])
BEGINNINGS = {
    "spring": datetime(2026, 3, 26, 12, tzinfo=UTC),  # three days before the clocks go forward
    "autumn": datetime(2026, 10, 22, 12, tzinfo=UTC),  # three days before they go back
}
LONDON = ZoneInfo("Europe/London")
LIVES = int(os.environ.get("PROVE_LIVES", "2000"))
COUNTS: Counter[str] = Counter()


def tick(now: datetime) -> None:
    """What `manage.py tick` does about news."""
    spread_news(now)
    tell_at_once(now=now)
    send_digests(now=now)


class CrashError(Exception):
    """The process ends in the middle of its work."""


class StopError(Exception):
    """The process is stopped between two of its statements: what it has committed stays."""


class StopsAfter:
    """Lets so many statements of the database through, and no other. Savepoints are not counted: they are commits."""

    def __init__(self, statements: int) -> None:
        self.left, self.stopped = statements, False

    def __call__(self, execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if "SAVEPOINT" not in sql:
            self.left -= 1
            if self.left < 0:
                self.stopped = True
                raise StopError
        return execute(sql, *given)


class Digests(RuleBasedStateMachine):
    """Two people of one network; time only goes on."""

    network: Network  # made once; what a life does to them is rolled back at its end
    people: tuple[User, User]

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.now, self.number, self.untold = BEGINNINGS["spring"], 0, set[int]()
        self.let_go = 0  # the last mail before somebody chose other hours

    @initialize(season=st.sampled_from(sorted(BEGINNINGS)))
    def begin(self, season: str) -> None:
        self.now = BEGINNINGS[season]
        COUNTS["lives"] += 1
        COUNTS[f"lives over the change of clocks in {season}"] += 1

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

    @rule(who=st.integers(0, 1), digests=st.sampled_from(["weekly", "daily", "never"]), quiet=st.booleans())
    def changes_rhythm(self, who: int, digests: str, quiet: bool) -> None:
        hours = {"quiet_from": time(18), "quiet_until": time(9)} if quiet else {}
        set_rhythm(person=self.people[who], digests=digests, **hours)
        self.let_go = Mail.objects.aggregate(last=Max("pk"))["last"] or 0
        if digests == "never":
            self.untold |= set(Notice.objects.of(self.people[who]).waiting().values_list("pk", flat=True))

    @rule(who=st.integers(0, 1), muted=st.booleans())
    def mutes_or_unmutes(self, who: int, muted: bool) -> None:
        person = self.people[who]
        if muted:
            follow(person=person, thing=self.network, muted=True)
            silenced = (
                Notice.objects.of(person).waiting().exclude(by_name=True, happening__about=label_of(self.network.page))
            )
            self.untold |= set(silenced.values_list("pk", flat=True))
        else:
            unfollow(person=person, label=f"networks.network:{self.network.pk}")

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def two_schedulers_tick(self) -> None:
        with time_machine.travel(self.now, tick=False):
            for _ in range(2):
                tick(self.now)
        COUNTS["ticks of two schedulers"] += 1

    @rule()
    def a_scheduler_dies_before_it_commits(self) -> None:
        mails = Mail.objects.count()
        with time_machine.travel(self.now, tick=False), pytest.raises(CrashError), transaction.atomic():
            tick(self.now)
            raise CrashError
        COUNTS["crashes"] += 1
        assert Mail.objects.count() == mails

    @rule(statements=st.integers(1, 30))
    def a_worker_is_stopped_in_the_middle(self, statements: int) -> None:
        """What it was in the middle of is undone, what it had finished stays; the next tick goes on from there."""
        stops = StopsAfter(statements)
        with time_machine.travel(self.now, tick=False), connection.execute_wrapper(stops), suppress(StopError):
            tick(self.now)
        COUNTS["workers stopped in the middle"] += stops.stopped

    @invariant()
    def nobody_is_told_twice(self) -> None:
        assert not Notice.objects.filter(mail__isnull=False, digest__isnull=False).exists()
        told = Notice.objects.filter(mail__isnull=False).count()
        assert Mail.objects.filter(kind="notifications/news").count() == told

    @invariant()
    def a_digest_and_its_mail_are_written_together(self) -> None:
        assert not Digest.objects.filter(mail=None).exists()

    @invariant()
    def digests_come_at_eight_on_the_wall(self) -> None:
        for digest in Digest.objects.all():
            local = digest.due_at.astimezone(LONDON)
            assert (local.hour, local.minute) == (8, 0)

    @invariant()
    def no_news_in_quiet_hours(self) -> None:
        """By the moment a mail is let go, not the one it was written."""
        for mail in Mail.objects.filter(person__news_rhythm__quiet_from__isnull=False, pk__gt=self.let_go):
            assert not (mail.person.news_rhythm.quiet_end(mail.due_at))

    def teardown(self) -> None:
        """In the end everything that should be told was told."""
        self.now += timedelta(days=15)
        noon = datetime.combine(self.now.date() + timedelta(days=1), time(12), LONDON)  # nobody's quiet hours
        for moment in (self.now, noon):
            with time_machine.travel(moment, tick=False):
                tick(moment)
        silent = set(Notice.objects.filter(mail=None, digest=None).exclude(level="off").values_list("pk", flat=True))
        try:
            assert not Notice.objects.waiting().exists()
            assert not Happening.objects.to_spread().exists()
            never = set(User.objects.filter(news_rhythm__digests="never").values_list("pk", flat=True))
            allowed = self.untold | set(Notice.objects.filter(person__in=never).values_list("pk", flat=True))
            assert silent <= allowed
            COUNTS["told"] += Notice.objects.count() - len(silent)
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)


def live(examples: int) -> None:
    Digests.network = make_network(plant_home(), kind=Network.Kind.PRIVATE)
    Digests.people = (UserFactory(), UserFactory())
    for person in Digests.people:
        make_member(Digests.network, person)
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
    live(LIVES)
    write_part(
        "digest",
        "Each thing once",
        [
            f"{when_and_where()}. `make prove ARGS=tests/notifications/test_digest_machine.py`",
            "",
            "Each life is a random order of news, reading, muting, choosing, quiet hours, passing time over a change",
            "of clocks, a worker that does its work twice, two schedulers, one that dies before it commits, and one",
            "that is stopped between any two statements. Every notice ended in at most one mail or digest, and every",
            "one that should be told in exactly one; digests were due at 8am by the clock on the wall.",
            "",
            *[f"- {name}: {number:,}" for name, number in sorted(COUNTS.items())],
        ],
    )
