"""A convenor writes to the members: who gets it is shown, it can be stopped, and each gets one mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.models import Broadcast, Network
from networks.providers import broadcasts_due
from portal.notifications.bounces import note_bounce
from portal.notifications.models import Mail
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

LATER = timedelta(minutes=11)
WORDS = {"subject": "A date to keep", "text": "We meet in May.", "to": "all"}


@pytest.fixture
def network(home) -> Network:
    network = make_network(home)
    make_convenor(network, UserFactory(first_name="Ruth"))
    for name in ("Anna", "Ben", "Cara"):
        make_member(network, UserFactory(first_name=name))
    return network


@pytest.fixture
def people(network) -> dict:
    return {row.user.first_name: row.user for row in network.memberships.select_related("user")}


def test_the_convenor_sees_who_gets_it_and_who_does_not_before_it_goes(client, network, people) -> None:
    actions.mute(network=network, user=people["Ben"], muted=True)
    note_bounce(email=people["Cara"].email, said="550", lasting=True)
    client.force_login(people["Ruth"])
    address = reverse("networks:broadcast_write", args=[network.pk])
    page = client.post(address, WORDS).content.decode()
    assert "Send this to 2 people?" in page
    assert f"{people['Ben']}: has muted this network" in page
    assert f"{people['Cara']}: mail to them comes back" in page
    assert not Broadcast.objects.exists()
    client.post(address, WORDS | {"confirmed": "on"})
    assert broadcasts_due(timezone.now()) == 0, "it is held for ten minutes"
    assert broadcasts_due(timezone.now() + LATER) == 2
    assert broadcasts_due(timezone.now() + LATER) == 0
    assert set(Mail.objects.values_list("to", flat=True)) == {people["Ruth"].email, people["Anna"].email}
    log = client.get(reverse("networks:broadcast", args=[network.pk, Broadcast.objects.get().pk]))
    assert "What came of it" in log.content.decode()


def test_what_is_stopped_in_time_reaches_nobody(client, network, people) -> None:
    row = actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
    client.force_login(people["Ruth"])
    client.post(reverse("networks:broadcast", args=[network.pk, row.pk]), {"stop": "on"})
    assert broadcasts_due(timezone.now() + LATER) == 0
    assert not Mail.objects.exists()


def test_one_press_in_a_mail_program_is_enough_and_a_look_is_not(network, people) -> None:
    actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
    broadcasts_due(timezone.now() + LATER)
    mail = Mail.objects.get(to=people["Anna"].email)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "/" + mail.headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    assert not actions.is_muted(network=network, user=people["Anna"])
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert actions.is_muted(network=network, user=people["Anna"])
    assert program.post(f"{address[:-2]}x/").status_code == 404


def test_a_network_writes_twice_a_day_at_most(network, people) -> None:
    for _ in range(2):
        actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
    with pytest.raises(Exception, match="tomorrow"):
        actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
