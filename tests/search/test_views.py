"""The search page through its door."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from networks.models import Network
from portal.home.models import ContentPage
from tests.factories.networks import make_member, make_network
from tests.factories.search import make_findable
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture(autouse=True)
def _in_the_database(settings) -> None:
    settings.ELASTICSEARCH_URL = ""


def page(client, **asked) -> str:
    response = client.get(URL, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_search_shows_marked_results_and_counts_by_kind(client, home):
    make_findable("OVM interview script", summary="For the overseas visitor manager", facets={"type": ["Template"]})
    make_findable("Who asks in the interview?", kind="question")
    shown = page(client, q="interview")
    assert "<mark>interview</mark>" in shown
    assert "1 tool<" in shown
    assert "1 question<" in shown
    assert "2 results" in shown


def test_a_synonym_is_explained(client, home):
    make_findable("Overseas visitor manager handbook")
    assert "“ovm” also finds “overseas visitor manager”" in page(client, q="OVM")


def test_a_chosen_filter_can_be_taken_back(client, home):
    make_findable("Script one", facets={"theme": ["Debt recovery"]})
    make_findable("Script two", facets={"theme": ["Informatics"]})
    shown = page(client, q="script", theme="debt-recovery")
    assert "1 result" in shown
    assert "remove this filter" in shown
    assert 'href="?q=script"' in shown


def test_nothing_found_says_what_to_do_next(client, home):
    shown = page(client, q="zzzzzz")
    assert "Nothing was found" in shown
    assert "Ask in your network" in shown


def test_a_slip_is_answered_with_the_word_that_was_meant(client, home):
    make_findable("Interview script")
    shown = page(client, q="interveiw")
    assert "Did you mean" in shown
    assert 'href="?q=interview"' in shown


def test_what_was_typed_is_shown_and_harmless(client, home):
    shown = page(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in shown
    assert "&quot;&gt;&lt;script&gt;" in shown


def test_a_page_far_beyond_reading_is_refused_quickly(client, home, django_assert_max_num_queries):
    for number in ("1000000000", "51", "0"):
        assert client.get(URL, {"q": "script", "page": number}).status_code == 404
    for number in ("", "x", "-1", "²", "9" * 5000):
        assert client.get(URL, {"q": "script", "page": number}).status_code == 200


def test_a_page_inside_a_network_is_found_by_its_members_alone(client, home):
    network = make_network(home, kind=Network.Kind.PRIVATE, title="Quiet network")
    make_findable("Quiet minutes", audience=[network.readers], facets={"network": [("quiet", "Quiet network")]})
    member, stranger = UserFactory(), UserFactory()
    make_member(network, member)
    assert "Nothing was found" in page(client, q="minutes")
    client.force_login(stranger)
    assert "Nothing was found" in page(client, q="minutes")
    client.force_login(member)
    assert "Quiet <mark>minutes</mark>" in page(client, q="minutes", network="quiet")


def test_a_page_taken_down_behind_searchs_back_is_not_shown(client, home):
    below = home.add_child(instance=ContentPage(title="Tariff notes"))
    below.save_revision().publish()
    assert "<mark>Tariff</mark> notes" in page(client, q="tariff")
    type(below).objects.filter(pk=below.pk).update(live=False)
    assert "Nothing was found" in page(client, q="tariff")


@pytest.mark.parametrize("size", [3, 40])
def test_a_search_takes_at_most_eight_queries_however_much_is_found(client, home, size, django_assert_max_num_queries):
    for number in range(size):
        make_findable(f"Script {number}", facets={"theme": [f"Theme {number % 4}"], "type": ["Template"]})
    client.get(URL)  # Wagtail remembers its sites
    with django_assert_max_num_queries(8):
        page(client, q="script", theme="theme-1")
    with django_assert_max_num_queries(8):
        page(client, q="scritp", type="template")


def test_suggestions_take_one_query_beside_who_is_asking(client, home, django_assert_max_num_queries):
    make_findable("Interview script")
    with django_assert_max_num_queries(2):
        answer = client.get(reverse("search:suggest"), {"q": "inter"})
    assert json.loads(answer.content) == {
        "suggestions": [{"title": "Interview script", "url": "/found/Interview-script/", "kind": "tool"}]
    }


def test_suggestions_answer_any_text(client, home):
    for text in ("", "x", "\x00\x00", "'" * 900, "(a:*"):
        assert client.get(reverse("search:suggest"), {"q": text}).status_code == 200


def test_only_reading_is_answered(client, home):
    assert client.post(URL, {"q": "script"}).status_code == 405


def test_a_network_is_searched_from_its_page_and_left_by_one_press(client, home):
    network = make_network(home, kind=Network.Kind.OPEN, title="London network")
    inside = {"network": [(network.page.slug, "London network")]}
    make_findable("Minutes of London", facets=inside)
    make_findable("Minutes of Leeds")
    shown = client.get(network.page.url).content.decode()
    assert f'<input type="hidden" name="network" value="{network.page.slug}">' in shown
    within = page(client, q="minutes", network=network.page.slug)
    assert "of London" in within and "of Leeds" not in within
    assert "In London network" in within
    assert 'href="?q=minutes">In London network' in within
    assert "of Leeds" in page(client, q="minutes")


def test_a_private_network_has_no_search_for_whom_it_is_not(client, home):
    network = make_network(home, kind=Network.Kind.PRIVATE, title="Quiet network")
    assert "search-within" not in client.get(network.page.url).content.decode()
