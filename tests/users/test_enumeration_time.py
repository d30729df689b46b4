"""How long the doors take for an address that has an account and for one that has none: `make prove`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from math import sqrt
from pathlib import Path
from statistics import mean, median, variance
from time import perf_counter, process_time
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from tests.clients import Client
from tests.factories.users import UserFactory
from tests.proof import commit

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

ROUNDS = 100
NUMBERS = count(1000)


class Hasher(PBKDF2PasswordHasher):
    """The hasher of production with fewer rounds: what differs beside the hashes must not drown in their noise."""

    iterations = 50_000


DOORS: dict[str, Callable[[Client, str], object]] = {
    "sign in, wrong password": lambda client, address: client.post(
        "/accounts/login/", {"login": address, "password": "wrong-wrong-wrong"}
    ),
    "sign up": lambda client, address: client.post(
        "/accounts/signup/",
        {"first_name": "Ida", "last_name": "Moss", "role": "ovm", "password1": "walnut-tram-harvest", "email": address},
    ),
    "ask for a new password": lambda client, address: client.post("/accounts/password/reset/", {"email": address}),
}


def test_time_does_not_tell_who_has_an_account(home, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Hasher"]
    rows = [measured(door) for door in DOORS]
    write_proof(rows)
    for row in rows:
        apart = abs(row.known_work - row.unknown_work)
        assert apart < max(1.0, 0.03 * row.unknown_work) or abs(row.t) < 3, row


class Measured(NamedTuple):
    """Medians in milliseconds, by the clock and of the processor, and Welch's t of the middle of the latter."""

    door: str
    known: float
    unknown: float
    known_work: float
    unknown_work: float
    t: float


def measured(door: str) -> Measured:
    """Known and unknown addresses in turn. Other programs change the clock, not the time of this one's processor."""
    times: dict[bool, list[float]] = {True: [], False: []}
    work: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(ROUNDS + 10):
        for known in (turn % 2 == 0, turn % 2 == 1):
            address = f"person-{next(NUMBERS)}@trust-a.example"
            # Either way somebody is made just before: the work of making must not colour what follows.
            UserFactory(email=address if known else f"other-{address}")
            client = Client()
            began, worked = perf_counter(), process_time()
            DOORS[door](client, address)
            if turn >= 10:  # the first ones warm up
                work[known].append((process_time() - worked) * 1000)
                times[known].append((perf_counter() - began) * 1000)
    return Measured(
        door,
        median(times[True]),
        median(times[False]),
        median(work[True]),
        median(work[False]),
        welch(middle(work[True]), middle(work[False])),
    )


def middle(values: list[float]) -> list[float]:
    """Without the slowest and quickest tenth: another process took the processor."""
    tenth = len(values) // 10
    return sorted(values)[tenth:-tenth]


def welch(left: list[float], right: list[float]) -> float:
    return (mean(left) - mean(right)) / sqrt(variance(left) / len(left) + variance(right) / len(right))


def write_proof(rows: list[Measured]) -> None:
    lines = [
        "# Who has an account: what time tells",
        "",
        f"{datetime.now(UTC):%d %B %Y}, commit {commit()}, {connection.display_name}, {ROUNDS} requests each for an "
        f"address that has an account and one that has none, in turn, with {Hasher.iterations:,} rounds of PBKDF2 "
        "instead of a million, so that what differs beside the hash is not drowned by it (`make prove`).",
        "",
        "Medians in milliseconds, by the clock (which other programs on the machine disturb) and of the processor:",
        "",
        "| door | known, clock | unknown, clock | known, processor | unknown, processor | difference | t |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {row.door} | {row.known:.1f} | {row.unknown:.1f} | {row.known_work:.2f} | {row.unknown_work:.2f} "
            f"| {row.known_work - row.unknown_work:+.2f} | {row.t:+.1f} |"
            for row in rows
        ),
        "",
        "The test fails where the processor's medians differ by more than 3% (or a millisecond where that is more)",
        "and Welch's t is above 3, so that it is no chance. Bodies, addresses, cookies, mails, hashes and",
        "statements are compared one by one, exactly, in `tests/users/test_enumeration.py`. The limits of signing",
        "in (ten failures a minute from one network address, five in five minutes for one account) leave nobody",
        "enough requests to average a smaller difference out.",
        "",
    ]
    target = Path(settings.BASE_DIR) / "docs" / "proof" / "enumeration.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines))
