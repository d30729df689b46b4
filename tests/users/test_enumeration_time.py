"""How long the doors take for an address that has an account and for one that has none: `make prove`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from math import sqrt
from pathlib import Path
from statistics import mean, median, variance
from time import perf_counter

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from tests.clients import Client
from tests.events.test_contention import commit
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

ROUNDS = 150
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
    for door, known, unknown, difference, t in rows:
        assert abs(difference) < max(1.0, 0.03 * unknown), f"{door}: {known:.2f} ms and {unknown:.2f} ms, t = {t:.1f}"


def measured(door: str) -> tuple[str, float, float, float, float]:
    """Medians in milliseconds of known and unknown addresses, taken in turn, and Welch's t of the middle of both."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(ROUNDS + 10):
        for known in (turn % 2 == 0, turn % 2 == 1):
            address = f"person-{next(NUMBERS)}@trust-a.example"
            # Either way somebody is made just before: the work of making must not colour what follows.
            UserFactory(email=address if known else f"other-{address}")
            client = Client()
            began = perf_counter()
            DOORS[door](client, address)
            if turn >= 10:  # the first ones warm up
                times[known].append((perf_counter() - began) * 1000)
    known, unknown = median(times[True]), median(times[False])
    return door, known, unknown, known - unknown, welch(middle(times[True]), middle(times[False]))


def middle(values: list[float]) -> list[float]:
    """Without the slowest and quickest tenth: another process took the processor."""
    tenth = len(values) // 10
    return sorted(values)[tenth:-tenth]


def welch(left: list[float], right: list[float]) -> float:
    return (mean(left) - mean(right)) / sqrt(variance(left) / len(left) + variance(right) / len(right))


def write_proof(rows: list[tuple[str, float, float, float, float]]) -> None:
    lines = [
        "# Who has an account: what time tells",
        "",
        f"{datetime.now(UTC):%d %B %Y}, commit {commit()}, {connection.display_name}, {ROUNDS} requests each for an "
        f"address that has an account and one that has none, in turn, with {Hasher.iterations:,} rounds of PBKDF2 "
        "instead of a million, so that what differs beside the hash is not drowned by it (`make prove`).",
        "",
        "| door | known, median ms | unknown, median ms | difference, ms | t |",
        "|---|---|---|---|---|",
        *(
            f"| {door} | {known:.2f} | {unknown:.2f} | {apart:+.2f} | {t:+.1f} |"
            for door, known, unknown, apart, t in rows
        ),
        "",
        "The test fails where medians differ by more than 3%, or a millisecond where that is more: less than a network",
        "varies by. Bodies, addresses, cookies, mails, hashes and statements are compared one by one, exactly, in",
        "`tests/users/test_enumeration.py`. The limits of signing in (ten failures a minute from one network address,",
        "five in five minutes for one account) leave nobody enough requests to average such a difference out.",
        "",
    ]
    target = Path(settings.BASE_DIR) / "docs" / "proof" / "enumeration.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines))
