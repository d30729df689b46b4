"""The convenor's page says what waits and how the network fared, at the same price however much there is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.health import Health, last_months
from networks.models import Network, NetworkPage
from portal.discussion.models import Comment, Report, Thread
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def network(home) -> Network:
    return make_network(home)


@pytest.fixture
def convenor(network):
    return make_convenor(network, UserFactory()).user


def ask(network: Network, *, by, at: datetime, title: str = "How?") -> Thread:
    thread = Thread.objects.create(
        page=network.page,
        title=title,
        kind="question",
        audience=network.talkers,
        created_by=by,
        created_at=at,
    )
    Comment.objects.create(thread=thread, author=by, body="?", created_at=at)
    return thread


def reply(thread: Thread, *, by, at: datetime) -> None:
    Comment.objects.create(thread=thread, author=by, body="!", created_at=at)


def test_the_twelve_months_end_with_this_one():
    months = list(last_months(date(2026, 2, 3)))
    assert months[0] == date(2025, 3, 1) and months[-1] == date(2026, 2, 1) and len(months) == 12


def test_half_of_the_answers_came_within_the_time_shown(network, convenor):
    other = make_member(network, UserFactory()).user
    for hours in (1, 5, 100):
        at = NOON - timedelta(days=20)
        thread = ask(network, by=other, at=at)
        reply(thread, by=other, at=at + timedelta(minutes=1))  # one's own word is no answer
        reply(thread, by=convenor, at=at + timedelta(hours=hours))
    assert Health(network, convenor, NOON).reply_words == "5 hours"


def test_active_is_each_person_once_a_month_who_wrote(network, convenor):
    other = make_member(network, UserFactory()).user
    thread = ask(network, by=other, at=NOON - timedelta(days=40))
    for _ in range(3):
        reply(thread, by=convenor, at=NOON - timedelta(days=1))
    active = {plot.name: plot for plot in Health(network, convenor, NOON).plots}["Active"]
    assert [number for number in active.numbers.values() if number] == [1, 1]
    assert active.now == 1


def test_what_is_said_in_a_sub_group_is_not_the_networks(network, convenor):
    below = network.page.add_child(instance=NetworkPage(title="Sub-group")).network
    ask(below, by=convenor, at=NOON)
    assert {plot.name: plot.now for plot in Health(network, convenor, NOON).plots}["Active"] == 0


def test_joining_and_leaving_show_in_their_month(network, convenor):
    with time_machine.travel(NOON, tick=False):
        leaver = make_member(network, UserFactory()).user
        actions.leave(network=network, user=leaver)
        numbers = {plot.name: plot.now for plot in Health(network, convenor).plots}
    assert numbers["Left"] == 1 and numbers["Joined"] in (0, 1)


def test_the_page_shows_what_waits_and_the_trusts_that_never_came(client, network, convenor):
    ask(network, by=convenor, at=timezone.now() - timedelta(days=3), title="Who has a form?")
    client.force_login(convenor)
    page = client.get(reverse("networks:manage", args=[network.pk])).content.decode()
    assert "Who has a form?" in page and "3 days ago" in page
    assert "Nobody waits" not in page and "Joined, month by month" in page


def test_comments_that_wait_are_those_held_and_those_reported_each_once(network, convenor):
    thread = ask(network, by=convenor, at=NOON)
    Comment.objects.create(thread=thread, author=convenor, body="held", state="held")
    reported = Comment.objects.create(thread=thread, author=convenor, body="reported")
    for _ in range(2):
        Report.objects.create(comment=reported, reporter=UserFactory(), reason="other")
    assert Health(network, convenor, NOON).held == 2


def test_trusts_of_the_region_that_came_to_no_meeting_are_named(client, home, network, convenor):
    region = network.page.region
    here = [OrganisationFactory(name=f"{name} Hospitals", region=region) for name in ("Presentfield", "Absentley")]
    event = make_event(home, network=network, starts_at=timezone.now() - timedelta(days=30))
    came = make_registration(event, UserFactory(trust=here[0]))
    came.present_at = event.starts_at
    came.save(update_fields=["present_at"])
    client.force_login(convenor)
    page = client.get(reverse("networks:manage", args=[network.pk])).content.decode()
    absent = page.partition("at no meeting in twelve months")[2].partition("</ul>")[0]
    assert "Absentley Hospitals" in absent and "Presentfield" not in absent


def test_staff_do_not_read_questions_of_a_private_network_here(client, home):
    network = make_network(home, kind="private")
    ask(network, by=UserFactory(), at=timezone.now(), title="Our secret")
    client.force_login(StaffFactory())
    assert "Our secret" not in client.get(reverse("networks:manage", args=[network.pk])).content.decode()


@pytest.mark.parametrize("size", [1, 12])
def test_the_convenors_page_costs_the_same_however_much_there_is(
    client, network, convenor, size, django_assert_max_num_queries
):
    for number in range(size):
        other = make_member(network, UserFactory(trust=OrganisationFactory())).user
        reply(ask(network, by=other, at=timezone.now(), title=f"Q {number}"), by=convenor, at=timezone.now())
        network.page.add_child(instance=NetworkPage(title=f"Sub {number}", live=False))
    client.force_login(convenor)
    address = reverse("networks:manage", args=[network.pk])
    client.get(address)
    with django_assert_max_num_queries(45):
        client.get(address)
