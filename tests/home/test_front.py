"""The front page: figures that are true now, and a cost that does not grow."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Meeting
from networks.models import Network
from tests.factories.blog import make_blog, make_post
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory


@pytest.fixture
def full(home):
    network = make_network(home)
    make_member(network, UserFactory())
    make_entry(make_toolbox(home), title="First-contact interview script")
    make_event(home, title="London: finance directors", capacity=40)
    make_post(make_blog(home), title="The first London network")
    return home


def test_the_figures_are_true(client, full):
    make_member(make_network(full, title="Midlands network"), UserFactory())
    html = client.get("/").content.decode()
    assert '<strong class="tile__figure">2</strong> colleagues in 2 networks' in html
    assert '<strong class="tile__figure">1</strong> tool, each with an owner' in html
    assert '<strong class="tile__figure">1</strong> meeting coming up' in html
    assert "First-contact interview script" in html
    assert "The first London network" in html


def test_a_meeting_shows_the_places_left(client, full):
    event = make_event(full, title="National: invoicing clinic", capacity=12, in_days=3)
    make_registration(event, UserFactory())
    assert "11 places left" in client.get("/").content.decode()


def test_a_cancelled_meeting_is_not_announced(client, full):
    cancelled = make_event(full, title="Called off", in_days=2)
    Meeting.objects.filter(page=cancelled).update(state=Meeting.State.CANCELLED)
    html = client.get("/").content.decode()
    assert "Called off" not in html
    assert '<strong class="tile__figure">1</strong> meeting coming up' in html


def test_a_meeting_inside_a_private_network_is_not_on_the_front_page_of_others(client, full):
    private = make_network(full, title="Private group", kind=Network.Kind.PRIVATE)
    make_event(full, network=private, title="Behind the door")
    html = client.get("/").content.decode()
    assert "Behind the door" not in html
    assert '<strong class="tile__figure">1</strong> meeting coming up' in html


def test_a_confidential_network_is_in_no_figure_and_leaves_no_mark(client, full):
    quiet = make_network(full, title="Quiet group", kind=Network.Kind.CONFIDENTIAL)
    make_member(quiet, UserFactory())
    html = client.get("/").content.decode()
    assert "Quiet group" not in html
    assert '<strong class="tile__figure">1</strong> colleague in 1 network.' in html


def test_a_region_without_a_network_says_so_and_offers_to_start_one(client, full):
    html = client.get("/").content.decode()
    assert "6 regions have no network yet" in html
    assert "kind=start" in html


def test_a_reader_gets_no_cookie_and_no_token(client, full):
    response = client.get("/")
    assert not response.cookies
    assert "csrf" not in response.content.decode()


def cost_of_home(client) -> int:
    """Queries of the front page when its own answer is not in the cache."""
    cache.clear()
    client.get("/nowhere/")  # what every page needs once: the site and its root
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)


def test_the_front_page_costs_at_most_fifteen_queries_however_much_there_is(client, full):
    few = cost_of_home(client)
    for number in range(10):
        make_entry(make_toolbox(full), title=f"Tool {number}")
    make_member(make_network(full, title="Midlands network"), UserFactory())
    for number in range(3):
        make_registration(make_event(full, title=f"Meeting {number}", capacity=9), UserFactory())
    assert cost_of_home(client) == few
    assert 5 < few <= 15
