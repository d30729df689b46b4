"""Accepting and taking back at the same moment: an invitation ends one way, and membership agrees with it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from networks import actions
from networks.models import Invitation, Network
from networks.querysets import NetworkQuerySet
from portal.users.models import User
from tests.factories.networks import make_convenor, make_invited, make_network
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
)
ROUNDS = 25


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """Each verb at the same moment, on a connection of its own. Returns the refusals."""
    start, refusals = threading.Barrier(len(verbs)), []

    def run(verb: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            verb()
        except ValidationError as refusal:
            refusals.append(refusal.code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(verbs)) as pool:
        list(pool.map(run, verbs))
    return refusals


def race(network: Network, convenor: User) -> tuple[str, bool, list[str]]:
    """One invitation, accepted and taken back. Returns where it stands, who is in, and who was refused."""
    user = UserFactory()
    pk = make_invited(network, user.email, invited_by=convenor).pk
    refusals = at_once(
        lambda: actions.accept_invitation(invitation=Invitation.objects.get(pk=pk), user=User.objects.get(pk=user.pk)),
        lambda: actions.revoke_invitation(
            invitation=Invitation.objects.get(pk=pk), actor=User.objects.get(pk=convenor.pk)
        ),
    )
    return Invitation.objects.get(pk=pk).state, network.memberships.filter(user=user).exists(), refusals


def agrees(state: str, member: bool, refusals: list[str]) -> bool:
    return (state, member, refusals) in [
        ("accepted", True, ["invitation-answered"]),
        ("revoked", False, ["invitation-revoked"]),
    ]


@pytest.fixture
def cast(home) -> tuple[Network, User]:
    network, convenor = make_network(home, kind="private"), UserFactory()
    make_convenor(network, convenor)
    return network, convenor


def test_an_invitation_is_accepted_or_taken_back_and_never_both(cast):
    for _ in range(8):
        result = race(*cast)
        assert agrees(*result), result


@on_postgres
def test_without_the_lock_somebody_gets_in_by_an_invitation_that_is_taken_back(cast, monkeypatch):
    monkeypatch.setattr(NetworkQuerySet, "locked", lambda networks: networks)
    assert not all(agrees(*race(*cast)) for _ in range(ROUNDS))


def test_two_presses_on_accept_make_one_member(cast):
    network, convenor = cast
    user = UserFactory()
    pk = make_invited(network, user.email, invited_by=convenor).pk
    accept = lambda: actions.accept_invitation(  # noqa: E731
        invitation=Invitation.objects.get(pk=pk), user=User.objects.get(pk=user.pk)
    )
    assert at_once(accept, accept, accept) == ["invitation-answered"] * 2
    assert network.memberships.filter(user=user).count() == 1
