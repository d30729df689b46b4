"""Putting things where people find them, and taking them away."""

from __future__ import annotations

import pytest
from django.utils import timezone

from networks.models import Network
from portal.home.models import ContentPage
from portal.search.actions import drop, put
from portal.search.findable import Findable
from portal.search.models import SearchEntry
from tests.factories.networks import make_network

pytestmark = pytest.mark.django_db


def thing(**fields) -> Findable:
    given = {"kind": "tool", "title": "Interview script", "url": "/toolbox/script/", "audience": ["public"]}
    return Findable(**given | fields)


def test_putting_the_same_again_changes_nothing():
    put(key="tool:1", entries=[thing()])
    version = SearchEntry.objects.get().version
    put(key="tool:1", entries=[thing()])
    assert SearchEntry.objects.get().version == version


def test_a_change_raises_the_version_and_replaces_the_facets():
    put(key="tool:1", entries=[thing(facets={"type": ["Template"]})])
    before = SearchEntry.objects.get()
    put(key="tool:1", entries=[thing(facets={"type": ["Case study"]})])
    after = SearchEntry.objects.get()
    assert after.version > before.version
    assert list(after.facet_rows.filter(name="type").values_list("value", "label")) == [("case-study", "Case study")]


def test_what_is_dropped_leaves_a_marker_that_says_nothing():
    put(key="tool:1", entries=[thing(summary="secret", body="secret", facets={"type": ["Template"]})])
    drop(key="tool:1")
    row = SearchEntry.objects.get()
    assert (row.state, row.title, row.summary, row.body, row.facets) == (SearchEntry.State.GONE, "", "", "", [])
    assert not row.facet_rows.exists()


def test_what_was_dropped_can_be_put_again():
    put(key="tool:1", entries=[thing()])
    drop(key="tool:1")
    put(key="tool:1", entries=[thing()])
    assert SearchEntry.objects.live().get().title == "Interview script"


def test_a_database_never_sees_bytes_it_cannot_hold():
    put(key="tool:1", entries=[thing(title="a\x00b\ud800", body="\x00" * 10 + "c")])
    assert SearchEntry.objects.get().title == "a b"


def test_the_searcher_finds_the_richest_row_of_a_thing_once():
    teaser = thing(part="teaser", title="A private network")
    inside = thing(part="inside", title="London inside", audience=["members:1"])
    put(key="network:1", entries=[inside, teaser])
    assert [row.part for row in SearchEntry.objects.visible_to(["public"])] == ["teaser"]
    assert [row.part for row in SearchEntry.objects.visible_to(["public", "members:1"])] == ["inside"]


def test_publishing_puts_a_page_and_unpublishing_takes_it_away_at_once(home):
    page = home.add_child(instance=ContentPage(title="Privacy", summary="What we keep", live=False))
    page.save_revision().publish()
    row = SearchEntry.objects.live().get(key=f"page:{page.pk}")
    assert (row.title, row.summary, row.kind, row.url) == ("Privacy", "What we keep", "page", "/privacy/")
    page.refresh_from_db()
    page.unpublish()
    assert not SearchEntry.objects.live().exists()


def test_a_deleted_page_is_gone(home):
    page = home.add_child(instance=ContentPage(title="Privacy"))
    page.save_revision().publish()
    page.delete()
    assert not SearchEntry.objects.live().exists()


def test_what_stands_on_a_page_is_hidden_with_it_and_comes_back_with_it(home):
    page = home.add_child(instance=ContentPage(title="Privacy"))
    page.save_revision().publish()
    put(key="thread:1", entries=[thing(kind="question", title="Who keeps it?", page=page.pk)])
    page.unpublish()
    assert not SearchEntry.objects.visible_to(["public"]).exists()
    page.save_revision().publish()
    assert set(SearchEntry.objects.visible_to(["public"]).values_list("key", flat=True)) == {
        "thread:1",
        f"page:{page.pk}",
    }


def test_a_page_that_moves_is_found_at_its_new_address(home, django_capture_on_commit_callbacks):
    page = make_network(home, title="London", kind=Network.Kind.OPEN).page
    sub = page.add_child(instance=type(page)(title="Barking", slug="barking", region=page.region))
    sub.save_revision().publish()
    page.refresh_from_db()
    page.slug = "capital"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert SearchEntry.objects.get(key=f"page:{sub.pk}").url == "/networks/capital/barking/"


def test_freshness_not_given_is_the_first_time():
    before = timezone.now()
    put(key="tool:1", entries=[thing()])
    first = SearchEntry.objects.get().fresh_at
    put(key="tool:1", entries=[thing(title="Other")])
    assert SearchEntry.objects.get().fresh_at == first >= before
