"""Staff choose what stands first for a phrase and what is left out: on every engine, at once, and for nobody more."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.search.actions import drop, put
from portal.search.models import Pin, SearchEntry
from portal.search.pins import PinForm
from tests.factories.search import findable, make_findable
from tests.factories.users import StaffFactory

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def things():
    return {
        "best": make_findable("Upfront charging", facets={"type": ["Guide"]}),
        "other": make_findable("Charging upfront in five steps", facets={"type": ["Guide"]}),
        "wordless": make_findable("A form nobody would guess", facets={"type": ["Template"]}),
    }


def pin(phrases: str, first=(), left_out=()) -> Pin:
    return Pin.objects.create(phrases=phrases, first=list(first), left_out=list(left_out))


@pytest.mark.engines
def test_what_is_pinned_comes_first_in_its_order_even_without_the_words(finder, things):
    assert finder.titles("upfront charging")[0] == "Upfront charging"
    pin("tollgate, Upfront-Charging", first=[things["wordless"], things["other"]])
    results = finder.search("upfront charging")
    assert [(hit.entry.key, hit.pinned) for hit in results.hits] == [
        (things["wordless"], True),
        (things["other"], True),
        (things["best"], False),
    ]
    assert results.total == 3
    assert finder.counts("type", "upfront charging") == {"guide": 2, "template": 1}
    assert finder.titles("tollgate") == ["A form nobody would guess", "Charging upfront in five steps"]


@pytest.mark.engines
def test_what_is_left_out_is_in_no_result_and_no_count(finder, things):
    pin("upfront charging", left_out=[things["other"]])
    results = finder.search("upfront charging")
    assert ([hit.entry.key for hit in results.hits], results.total) == ([things["best"]], 1)
    assert finder.counts("type", "upfront charging") == {"guide": 1}
    assert finder.search("charging").total == 2


@pytest.mark.engines
def test_a_pin_counts_for_its_phrase_alone_and_obeys_filters_and_the_room(finder, things):
    pin("upfront charging", first=[things["wordless"]])
    assert "A form nobody would guess" not in finder.titles("upfront charging steps")
    assert "A form nobody would guess" not in finder.titles("upfront charging", filters={"type": ["guide"]})
    assert finder.titles("upfront charging", kinds=["event"]) == []
    assert finder.titles("") and not any(hit.pinned for hit in finder.search().hits)


@pytest.mark.engines
def test_a_pin_shows_nothing_to_whom_it_is_not(finder, things):
    put(key="thing:secret", entries=[
        findable("Zanzibar inside", part="inside", audience=["members:7"], facets={"type": ["Secret"]}),
    ])  # fmt: skip
    pin("upfront charging", first=["thing:secret"])
    results = finder.search("upfront charging")
    assert results.total == 2
    assert "Zanzibar" not in str([hit.title for hit in results.hits])
    assert "secret" not in finder.counts("type", "upfront charging")
    theirs = finder.search("upfront charging", ("public", "members:7"))
    assert (theirs.hits[0].title, theirs.hits[0].pinned, theirs.total) == ("Zanzibar inside", True, 3)


@pytest.mark.engines
def test_a_pin_of_what_is_gone_changes_nothing(finder, things):
    pin("upfront charging", first=[things["wordless"]])
    drop(key=things["wordless"])
    assert finder.search("upfront charging").total == 2


@pytest.mark.engines
def test_pages_of_pinned_results_do_not_overlap_and_miss_nothing(finder):
    keys = [make_findable(f"Paged {number}") for number in range(7)]
    pin("paged", first=[keys[3], keys[0]], left_out=[keys[5]])
    pages = [[hit.entry.key for hit in finder.search("paged", per_page=3, page=page).hits] for page in (1, 2, 3)]
    assert pages[0][:2] == [keys[3], keys[0]]
    assert sorted(key for page in pages for key in page) == sorted(set(keys) - {keys[5]})


def test_the_page_says_that_the_programme_chose(client, things):
    pin("upfront charging", first=[things["wordless"]])
    assert client.get("/search/?q=upfront+charging").content.count(b"Chosen by the programme") == 1
    assert b"Chosen by the programme" not in client.get("/search/?q=charging").content


def test_editors_give_addresses_and_hear_of_those_that_are_nothing(things):
    url = SearchEntry.objects.get(key=things["best"]).url
    form = form_of({"phrases": "how to charge", "first": f"https://portal.example{url}?a=b\n{url}"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["first"] == [things["best"]]
    assert not form_of({"phrases": "how to charge", "first": "/nowhere/"}).is_valid()
    assert not form_of({"phrases": "how to charge"}).is_valid()
    assert not form_of({"phrases": "how to charge", "first": url, "left_out": url}).is_valid()


def form_of(data):
    from wagtail.admin.panels import get_edit_handler

    form_class = get_edit_handler(Pin).get_form_class()
    assert issubclass(form_class, PinForm)
    return form_class(data)


def test_an_editor_sees_what_people_will_find_before_it_is_kept(client, things):
    client.force_login(StaffFactory())
    url = SearchEntry.objects.get(key=things["wordless"]).url
    add = reverse(Pin.snippet_viewset.get_url_name("add"))
    preview = reverse(Pin.snippet_viewset.get_url_name("preview_on_add"))
    assert client.get(add).status_code == 200
    said = {"phrases": "upfront charging", "first": url, "left_out": ""}
    assert client.post(preview, said).json() == {"is_valid": True, "is_available": True}
    shown = client.get(preview, {"mode": "public"}).content.decode()
    assert "A form nobody would guess" in shown and "Chosen by the programme" in shown
    assert not Pin.objects.exists()
    assert client.post(add, said).status_code == 302
    assert Pin.objects.get().first == [things["wordless"]]
    edit = client.get(reverse(Pin.snippet_viewset.get_url_name("edit"), args=[Pin.objects.get().pk]))
    assert url in edit.content.decode()
