"""Convenors who go at the same moment: somebody stays or steps in, and it is the lock that keeps them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from networks import actions
from networks.models import Network
from networks.providers import keep_led
from networks.querysets import NetworkQuerySet
from portal.users.models import User
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory
from tests.networks.test_invitation_contention import at_once

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
)
ROUNDS = 25


def leave_at_once(network: Network, people: list[User]) -> list[str]:
    """Everybody leaves at the same moment, each on a connection of their own. Returns the refusals."""
    start, refusals = threading.Barrier(len(people)), []

    def run(pk: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            actions.leave(network=network, user=User.objects.get(pk=pk))
        except ValidationError as refusal:
            refusals.append(refusal.code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(run, [person.pk for person in people]))
    return refusals


def convenors_left(network: Network, people: list[User]) -> tuple[int, list[str]]:
    for person in people:
        network.memberships.update_or_create(user=person, defaults={"role": "convenor"})
    refusals = leave_at_once(network, people)
    return network.memberships.convening().count(), refusals


def cast(home) -> tuple[Network, list[User]]:
    network = make_network(home)
    people = [UserFactory(), UserFactory()]
    make_convenor(network, people[0])
    make_member(network, people[1], "convenor")
    return network, people


def test_of_two_convenors_who_leave_at_once_one_stays(home):
    network, people = cast(home)
    for _ in range(5):
        assert convenors_left(network, people) == (1, ["last-convenor"])


@on_postgres
def test_without_the_lock_a_network_is_left_with_nobody(home, monkeypatch):
    network, people = cast(home)
    monkeypatch.setattr(NetworkQuerySet, "locked", lambda networks: networks)
    # Without the lock each sees the other still there, sooner or later.
    assert any(convenors_left(network, people)[0] == 0 for _ in range(ROUNDS))


@pytest.mark.parametrize("time", range(5))
def test_whoever_leaves_while_the_other_convenors_account_closes_leaves_a_network_that_is_led(home, time):
    """Closing asks nobody; whoever leaves is refused when they are the last, and else a moderator steps in."""
    network, (leaving, closing) = cast(home)
    moderator = UserFactory()
    make_member(network, moderator, "moderator")
    refusals = at_once(
        lambda: actions.leave(network=network, user=User.objects.get(pk=leaving.pk)),
        lambda: actions.end_memberships(person=User.objects.get(pk=closing.pk)),
    )
    keep_led(timezone.now())
    left = set(network.memberships.convening().values_list("user_id", flat=True))
    assert left == ({leaving.pk} if refusals == ["last-convenor"] else {moderator.pk})
    assert set(network.group.user_set.values_list("pk", flat=True)) == left
