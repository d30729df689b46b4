"""Digests for many: two schedulers at once make one each, and ten thousand take seconds and little memory."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter, process_time

import pytest
from django.db import connection, connections
from django.utils import timezone

from networks.models import Membership, Network
from portal.notifications.actions import happened, send_digests, tell_at_once
from portal.notifications.models import Mail, Notice
from portal.notifications.spreading import spread
from portal.users.models import User
from tests.conftest import plant_home
from tests.factories.networks import make_network
from tests.factories.users import UserFactory
from tests.memory import forget_peak, peak
from tests.proof import when_and_where, write_part

SIZES = (1_000, 10_000)
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
)


def members(network: Network, number: int) -> None:
    """People of a network, few queries."""
    first = UserFactory()
    people = [
        User(email=f"{network.pk}-{n}@trust.example", password=first.password, admitted_at=first.admitted_at)
        for n in range(number)
    ]
    made = User.objects.bulk_create(people, batch_size=1000)
    Membership.objects.bulk_create([Membership(network=network, user=one) for one in made], batch_size=1000)


def tell(network: Network, number: int, kind: str = "discussion/started") -> list[int]:
    """So many pieces of news of a network, in threads of two."""
    return [
        happened(
            kind=kind, about=network.page if n % 2 else network, group=network, title=f"News {n} of {network}",
            excerpt="What does the office need to know?", url="/networks/", spread=True, key=f"{network.pk}-{n}-{kind}",
            audience=[f"network:{network.pk}"],
        ).pk
        for n in range(number)
    ]  # fmt: skip


def both_at_once() -> list[BaseException]:
    """Two schedulers start at the same moment. Returns what went wrong."""
    start, errors = threading.Barrier(2), []

    def run(_number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            tell_at_once(now=timezone.now())
            send_digests(now=timezone.now() + timedelta(days=8))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    return errors


def a_network_with_news() -> None:
    network = make_network(plant_home(), kind=Network.Kind.PRIVATE)
    members(network, 60)
    for kind in ("discussion/started", "discussion/announced"):
        for key in tell(network, 1, kind):
            spread(key)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_tell_each_once() -> None:
    a_network_with_news()
    assert both_at_once() == []
    assert not Notice.objects.waiting().exists()
    for kind in ("notifications/news", "notifications/digest"):
        mailed = Mail.objects.filter(kind=kind).values_list("to", flat=True)
        assert len(mailed) == len(set(mailed)) == 60


@pytest.mark.prove
@on_postgres
@pytest.mark.django_db
def test_digests_for_ten_thousand_members() -> None:
    """Forty networks with a busy week each: twenty pieces of news for each of ten thousand people."""
    home, rows, load = plant_home(), [], os.getloadavg()[0]
    for size in SIZES:
        networks = [make_network(home, title=f"Network {size} {n}", slug=f"network-{size}-{n}") for n in range(40)]
        for network in networks:
            members(network, size // 40)
        keys = [key for network in networks for key in tell(network, 20)]
        connection.cursor().execute("analyze")  # as the database does by itself when tables have grown
        forget_peak()
        begun, before = perf_counter(), peak()
        for key in keys:
            spread(key)
        spreading, begun, own = perf_counter() - begun, perf_counter(), process_time()
        sent = send_digests(now=timezone.now() + timedelta(days=8))
        making, own = perf_counter() - begun, process_time() - own
        assert sent == size and not Notice.objects.waiting().exists()
        rows.append((size, size * 20, spreading, making, own, before, peak()))
    write_part(
        "digest",
        "Ten thousand members",
        [
            f"{when_and_where()}. `make prove ARGS=tests/notifications/test_digest_crowd.py`",
            "",
            "Forty networks, each with twenty pieces of news in a week. Target: 60 seconds, memory flat.",
            f"The load of the two cores was {load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end. Above 2,",
            "others held them too, and the processor's time says what this work needs beside the database's.",
            "",
            "| members | notices | spread, s | digests written, s | processor's, s | memory before, MB | at most, MB |",
            "|---|---|---|---|---|---|---|",
            *[
                f"| {size:,} | {notices:,} | {spreading:.1f} | {making:.1f} | {own:.1f} | {before:.0f} | {most:.0f} |"
                for size, notices, spreading, making, own, before, most in rows
            ],
        ],
    )
