"""A network always has somebody to run it, also where an account goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.models import Membership
from networks.providers import keep_led
from portal.notifications.models import Mail
from portal.users.actions import suspend
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="confidential")


@pytest.fixture
def staff():
    return StaffFactory()


def left_alone(network, staff, *roles: str) -> list:
    """The only convenor is suspended; others hold these roles."""
    convenor = UserFactory()
    make_convenor(network, convenor)
    people = [UserFactory() for _ in roles]
    for person, role in zip(people, roles, strict=True):
        make_member(network, person, role)
    suspend(actor=staff, person=convenor, reason="Two members wrote to us.")
    return people


def test_the_moderator_who_was_there_longest_steps_in(network, staff):
    _, first, second = left_alone(network, staff, "member", "moderator", "moderator")
    assert keep_led(timezone.now()) == 1
    assert [network.role_of(one) for one in (first, second)] == ["convenor", "moderator"]
    assert Mail.objects.filter(kind="networks/role_changed", to=first.email).exists()
    assert set(network.group.user_set.all()) == {first}
    assert keep_led(timezone.now()) == 0


def test_without_a_moderator_staff_are_told_once_a_week_until_somebody_convenes(client, network, staff):
    (member,) = left_alone(network, staff, "member")
    now = timezone.now()
    assert [keep_led(moment) for moment in (now, now, now + timedelta(days=7))] == [1, 0, 1]
    mail = Mail.objects.filter(kind="networks/unled", to=staff.email).first()
    address = reverse("networks:lead", args=[network.pk])
    assert address in mail.text and str(network) not in mail.subject
    client.force_login(staff)
    assert client.post(address).status_code == 422
    client.post(address, {"convenor": network.memberships.get(user=member).pk})
    assert network.role_of(member) == "convenor"
    assert client.get(address).status_code == 404


def test_nobody_names_a_convenor_of_a_network_that_has_one(network, staff):
    convenor, member = UserFactory(), UserFactory()
    make_convenor(network, convenor)
    membership = make_member(network, member)
    with pytest.raises(ValidationError) as raised:
        actions.name_convenor(membership=membership, actor=staff)
    assert raised.value.code == "led-already"
    Membership.objects.filter(user=convenor).delete()
    with pytest.raises(PermissionDenied):
        actions.name_convenor(membership=membership, actor=member)
