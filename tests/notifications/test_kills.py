"""A worker killed again and again while it sends: every mail arrives, and each second copy has its reason.

A few kills here; `make prove` kills fifty times during a thousand mails and writes docs/proof/kills.md.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from portal.notifications.models import Lease, Mail
from portal.notifications.outbox import put
from portal.notifications.providers import mend_queue, sweep_mail
from tests.factories.notifications import MailFactory
from tests.proof import when_and_where, write_proof

from .sink import Sink

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("real_queue")]

# What the server has just done when the worker dies.
RECIPIENT, TAKEN, ANSWERED = "recipient", "taken", "answered"


class Deadly(Sink):
    """Kills the worker that talks to it, once, at one moment of the conversation, after so many mails."""

    def __init__(self) -> None:
        super().__init__()
        self.moment, self.after = "", 0
        self.victim: subprocess.Popen | None = None
        self.killed: dict[str, str] = {}  # Message-ID of a mail that was taken: the moment of the death

    def arm(self, victim: subprocess.Popen, moment: str, after: int) -> None:
        self.moment, self.after, self.victim = moment, after, victim

    def is_time(self, moment: str) -> bool:
        if self.victim is None or self.moment != moment:
            return False
        self.after -= 1
        return self.after < 0

    def kill(self) -> None:
        assert self.victim is not None
        os.kill(self.victim.pid, signal.SIGKILL)
        self.victim = None

    async def handle_RCPT(self, *words: object) -> str:  # noqa: N802
        if self.is_time(RECIPIENT):
            self.kill()
        return await super().handle_RCPT(*words)

    async def handle_DATA(self, *words: object) -> str:  # noqa: N802
        said = await super().handle_DATA(*words)
        if self.is_time(TAKEN):
            self.killed[self.message_ids[-1]] = TAKEN
            self.kill()
        elif self.is_time(ANSWERED):
            self.killed[self.message_ids[-1]] = ANSWERED
            # As soon as this answer is written to the wire.
            asyncio.get_running_loop().call_soon(self.kill)
        return said


def minutes_pass() -> None:
    """As if the dead worker's claim and heartbeat had run out, and then a tick."""
    Mail.objects.filter(state__in=Mail.OPEN_STATES).update(due_at=timezone.now() - timedelta(minutes=5))
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 minute'")
    sweep_mail(timezone.now())
    mend_queue(timezone.now())


def kill_often(sink: Deadly, start: Callable, until: Callable, *, mails: int, kills: int) -> dict[str, int]:
    """Send so many with so many deaths on the way; returns how often the worker died at each moment."""
    rows = put(MailFactory.build_batch(mails))
    moments = list(itertools.islice(itertools.cycle([TAKEN, ANSWERED, RECIPIENT]), kills))
    each = mails // (kills + kills // 4 + 1)
    for moment in moments:
        worker = start("work")
        sink.arm(worker, moment, after=each)
        until(lambda worker=worker: worker.poll() is not None)
        assert worker.returncode == -signal.SIGKILL, worker.communicate()[0]
        minutes_pass()
    worker = start("work")
    until(lambda: not Mail.objects.exclude(state=Mail.State.SENT).exists(), worker)
    assert set(sink.message_ids) == {row.message_id for row in rows}, "none is lost, none is another"
    return dict(Counter(moments))


def second_copies(sink: Deadly) -> dict[str, int]:
    """How many mails came twice, by the moment at which their worker died. No other came twice, and none more often."""
    copies = Counter(sink.message_ids)
    twice = {message_id for message_id, count in copies.items() if count > 1}
    assert max(copies.values()) <= 2
    assert twice <= set(sink.killed), "a second copy that no death explains"
    for message_id in twice:
        one, other = (message for message in sink.messages if message["Message-ID"] == message_id)
        assert (one["To"], one["Subject"], one.get_payload()) == (other["To"], other["Subject"], other.get_payload())
        assert Mail.objects.get(message_id=message_id).attempts == 2
    return dict(Counter(sink.killed[message_id] for message_id in twice))


@pytest.fixture
def deadly(server) -> Deadly:
    server.handler = Deadly()
    return server.handler


def test_a_worker_that_dies_loses_nothing_and_repeats_only_what_it_could_not_write_down(deadly, start, until) -> None:
    kill_often(deadly, start, until, mails=20, kills=2)
    twice = second_copies(deadly)
    assert twice[TAKEN] == 1, "the server had it, the worker never heard so"


FIGURES: list[str] = []  # of both rounds; whichever comes last has written them all


def note(*rows: str) -> None:
    FIGURES.extend(rows)
    write_proof("kills", [*HEAD, f"{when_and_where()} (`make prove`).", *TABLE, *FIGURES, *TAIL])


@pytest.mark.prove
def test_fifty_deaths_during_a_thousand_mails(deadly, start, until) -> None:
    deaths = kill_often(deadly, start, until, mails=1000, kills=50)
    twice = second_copies(deadly)
    assert twice[TAKEN] == deaths[TAKEN]
    note(
        f"| our own server, the address just named | 1,000 | {deaths[RECIPIENT]} | 0 | {twice.get(RECIPIENT, 0)} |",
        f"| our own server, the mail taken and nothing said | | {deaths[TAKEN]} | 0 | {twice[TAKEN]} |",
        f"| our own server, “250” just said | | {deaths[ANSWERED]} | 0 | {twice.get(ANSWERED, 0)} |",
    )


@pytest.mark.prove
def test_fifty_deaths_at_any_moment_during_a_thousand_mails(smtp_url, start, until) -> None:
    """At the mail server that the services start, up to a tenth of a second after a mail came in."""
    box = Path(os.environ["SMTP_MAILDIR"], "new")
    before, dice = set(box.iterdir()), random.Random(50)  # noqa: S311 - the same fifty moments in every round
    rows = put(MailFactory.build_batch(1000))
    for number in range(1, 51):
        worker = start("work", EMAIL_URL=smtp_url)
        target = number * 1000 // 60
        until(lambda target=target: len(set(box.iterdir()) - before) >= target, worker)
        threading.Event().wait(dice.random() / 10)
        worker.kill()
        worker.wait()
        minutes_pass()
    worker = start("work", EMAIL_URL=smtp_url)
    until(lambda: not Mail.objects.exclude(state=Mail.State.SENT).exists(), worker)
    arrived = [message_from_bytes(path.read_bytes()) for path in set(box.iterdir()) - before]
    copies = Counter(message["Message-ID"] for message in arrived)
    assert set(copies) == {row.message_id for row in rows}, "none is lost, none is another"
    twice = [message_id for message_id, count in copies.items() if count > 1]
    tried_again = Mail.objects.filter(attempts__gt=1).values_list("message_id", flat=True)
    assert set(twice) <= set(tried_again), "a second copy that no death explains"
    assert len(tried_again) <= 50
    assert max(copies.values()) <= 2
    note(f"| the test mail server, at random | 1,000 | 50 | 0 | {len(twice)} |")


HEAD = ["# A worker killed fifty times while it sends a thousand mails", ""]
TABLE = [
    "",
    "| the worker dies | mails | deaths | lost | came twice |",
    "|---|---|---|---|---|",
]
TAIL = [
    "",
    "Real processes (`manage.py work`), SIGKILL, a real mail server. After each death the time that a claim lasts",
    "passes, a tick gives the hints again, and a new worker starts. Every mail arrived.",
    "",
    "**Why some came twice.** The server had taken the mail, and the worker died before it wrote down that it was",
    "sent: it heard no answer, or had no time to commit it. Nobody can tell that from a mail that never arrived, so",
    "it is sent again; SMTP promises no more. Both copies carry the Message-ID that was given when the row was",
    "written, the same address, subject and words: mail programs and servers that look at it show one. No mail came",
    "more than twice in these rounds, and none came twice without such a death; a death before the mail was taken",
    "repeats nothing.",
    "",
    "A round with two deaths runs in every suite: `tests/notifications/test_kills.py`. What else may go wrong at a",
    "mail server: [mails.md](mails.md).",
]
