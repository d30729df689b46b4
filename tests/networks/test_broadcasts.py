"""A convenor writes to the members: who gets it is shown, it can be stopped, and each gets one mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.models import Broadcast, Network
from networks.providers import broadcasts_due
from portal.audit.models import LogEntry
from portal.cms.pauses import Pause
from portal.notifications.bounces import note_bounce
from portal.notifications.models import Mail
from portal.users.models import Role, User
from portal.users.visibility import Circle
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


def log_of(client: Client, network: Network) -> str:
    return client.get(reverse("networks:broadcast", args=[network.pk, Broadcast.objects.get().pk])).content.decode()


def test_the_convenor_sees_who_gets_it_and_who_does_not_before_it_goes(client, network, people) -> None:
    actions.mute(network=network, user=people["Ben"], muted=True)
    note_bounce(email=people["Cara"].email, said="550", lasting=True)
    client.force_login(people["Ruth"])
    address = reverse("networks:broadcast_write", args=[network.pk])
    page = client.post(address, WORDS).content.decode()
    assert "Send this to 1 person?" in page
    gets, _, not_ = page.partition("Who does not")
    assert str(people["Anna"]) in gets
    assert not_.index("Have muted this network") < not_.index(str(people["Ben"]))
    assert not_.index("Mail to them comes back") < not_.index(str(people["Cara"]))
    assert not Broadcast.objects.exists()
    client.post(address, WORDS | {"confirmed": "on"})
    assert broadcasts_due(timezone.now()) == 0, "it is held for ten minutes"
    assert broadcasts_due(timezone.now() + LATER) == 1
    assert broadcasts_due(timezone.now() + LATER) == 0
    assert set(Mail.objects.values_list("to", flat=True)) == {people["Ruth"].email, people["Anna"].email}


def test_the_writer_gets_a_copy_that_counts_for_nobody_and_ends_nothing(client, network, people) -> None:
    actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
    broadcasts_due(timezone.now() + LATER)
    copy = Mail.objects.get(to=people["Ruth"].email)
    assert "It went to 3 people" in copy.text
    assert "List-Unsubscribe" not in copy.headers
    assert Broadcast.objects.get().told == Mail.objects.about(Broadcast.objects.get()).count() == 3


def test_what_was_typed_can_be_changed_after_the_look(client, network, people) -> None:
    client.force_login(people["Ruth"])
    page = client.post(reverse("networks:broadcast_write", args=[network.pk]), WORDS | {"change": "on"})
    assert page.status_code == 200
    assert "We meet in May." in page.content.decode()
    assert "See who gets it" in page.content.decode()


def test_a_message_that_nobody_would_get_is_not_taken(client, home) -> None:
    network = make_network(home)
    alone = make_convenor(network, UserFactory()).user
    client.force_login(alone)
    page = client.post(reverse("networks:broadcast_write", args=[network.pk]), WORDS)
    assert page.status_code == 422
    assert "Nobody but you would get it" in page.content.decode()
    with pytest.raises(ValidationError, match="Nobody but you"):
        actions.write_broadcast(network=network, actor=alone, **WORDS)


def test_those_of_one_role_are_written_to_as_far_as_they_show_it(client, network, people) -> None:
    User.objects.filter(pk=people["Anna"].pk).update(role=Role.FINANCE_DIRECTOR)
    User.objects.filter(pk=people["Ben"].pk).update(role=Role.FINANCE_DIRECTOR, seat_to=Circle.NOBODY)
    client.force_login(people["Ruth"])
    address = reverse("networks:broadcast_write", args=[network.pk])
    assert "Finance director: 1" in client.get(address).content.decode()
    client.post(address, WORDS | {"to": "finance-director", "confirmed": "on"})
    assert broadcasts_due(timezone.now() + LATER) == 1
    assert Mail.objects.about(Broadcast.objects.get()).get().to == people["Anna"].email
    assert client.post(address, WORDS | {"to": "commissioner"}).status_code == 422


def test_who_shows_no_convenor_their_name_is_counted_and_not_named(client, network, people) -> None:
    User.objects.filter(pk=people["Ben"].pk).update(shown_to=Circle.NOBODY)
    client.force_login(people["Ruth"])
    page = client.post(reverse("networks:broadcast_write", args=[network.pk]), WORDS).content.decode()
    assert "Send this to 3 people?" in page
    assert str(people["Ben"]) not in page
    assert "And 1 person who does not show their name" in " ".join(page.split())


def test_the_log_says_who_was_not_reached_and_why_without_any_address(client, network, people) -> None:
    actions.write_broadcast(network=network, actor=people["Ruth"], **WORDS)
    broadcasts_due(timezone.now() + LATER)
    mails = {name: Mail.objects.about(Broadcast.objects.get()).filter(person=people[name]) for name in people}
    mails["Anna"].update(state="failed", error=f"554 <{people['Anna'].email}> no")
    mails["Ben"].update(state="sent")
    mails["Cara"].update(state="sent")
    note_bounce(email=people["Ben"].email, said="No such mailbox", lasting=True)
    client.force_login(people["Ruth"])
    page = log_of(client, network)
    assert not any(people[name].email in page for name in people)
    came_back, refused = page.index("It came back"), page.index("Their mail server did not take it")
    assert came_back < page.index(str(people["Ben"]), came_back) < refused < page.index(str(people["Anna"]), refused)
    assert str(people["Cara"]) not in page[came_back:]
    client.post(reverse("networks:broadcast", args=[network.pk, Broadcast.objects.get().pk]))
    assert mails["Anna"].get().state in {"queued", "sent"}
    assert LogEntry.objects.filter(action__startswith="networks/broadcast", target_id=str(network.pk)).count() == 3


def test_a_message_waits_while_publication_is_paused_and_can_be_stopped_as_long(client, network, people) -> None:
    now = timezone.now()
    pause = Pause.objects.create(starts_at=now, ends_at=now + timedelta(days=20), reason="the general election")
    client.force_login(people["Ruth"])
    address = reverse("networks:broadcast_write", args=[network.pk])
    assert "the general election" in client.get(address).content.decode()
    client.post(address, WORDS | {"confirmed": "on"})
    assert broadcasts_due(now + LATER) == 0
    assert "This message waits until then" in log_of(client, network)
    assert Broadcast.objects.get().can_stop(people["Ruth"])
    pause.delete()
    assert broadcasts_due(now + LATER) == 3


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
