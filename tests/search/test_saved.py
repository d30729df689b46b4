"""Saved searches tell of what is new, to whoever may see it; recent ones are remembered for whoever wants that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.notifications.models import Happening, Notice
from portal.search.actions import drop, put
from portal.search.keeping import save_search, tell_of_new
from portal.search.models import RecentSearches, SavedSearch
from tests.factories.search import findable, make_findable
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def saved(person) -> SavedSearch:
    make_findable("Ward poster that was there")
    return save_search(person=person, name="Posters", address="q=ward+poster", tells=True)


def told(person) -> list[str]:
    tell_of_new(timezone.now())
    return sorted(
        title.partition(": ")[2]
        for title in Notice.objects.filter(person=person).values_list("happening__title", flat=True)
    )


def test_each_new_thing_with_all_the_words_is_told_once(person, saved):
    assert told(person) == []
    make_findable("A poster of the ward")
    make_findable("A poster of something else")
    assert told(person) == ["A poster of the ward"]
    assert told(person) == ["A poster of the ward"]
    assert Happening.objects.get().kind == "search/found"


def test_filters_of_the_search_count(person):
    save_search(person=person, name="Templates", address="q=poster&type=template", tells=True)
    make_findable("Poster one", facets={"type": ["Template"]})
    make_findable("Poster two", facets={"type": ["Guide"]})
    assert told(person) == ["Poster one"]


def test_what_one_may_not_see_is_not_told(person, saved):
    put(key="thing:secret", entries=[findable("Secret ward poster", audience=["members:7"])])
    assert told(person) == []


def test_news_follows_the_audience_of_the_thing_until_it_is_read(client, person, saved):
    key = make_findable("Ward poster of the week")
    assert told(person) == ["Ward poster of the week"]
    client.force_login(person)
    assert "Ward poster of the week" in client.get("/me/news/").content.decode()
    put(key=key, entries=[findable("Ward poster of the week", audience=["staff"])])
    assert "Ward poster of the week" not in client.get("/me/news/").content.decode()
    put(key=key, entries=[findable("Ward poster of the week")])
    assert "Ward poster of the week" in client.get("/me/news/").content.decode()
    drop(key=key)
    assert "Ward poster of the week" not in client.get("/me/news/").content.decode()


@pytest.mark.parametrize("how", ["silent", "deleted", "closed"])
def test_a_silent_or_deleted_search_and_a_closed_account_hear_nothing(person, saved, how):
    if how == "closed":
        person.is_active = False
        person.save()
    else:
        SavedSearch.objects.update(**{"tells": False} if how == "silent" else {"deleted_at": timezone.now()})
    make_findable("A poster of the ward")
    assert told(person) == []


def test_a_person_saves_changes_deletes_and_takes_back(client, person):
    client.force_login(person)
    make_findable("Ward poster")
    page = client.get("/search/?q=ward+poster&type=guide").content.decode()
    assert "/me/searches/save/?q=ward+poster&amp;type=guide" in page
    assert client.post("/me/searches/save/?q=ward+poster", {"name": ""}).status_code == 422
    client.post("/me/searches/save/?q=ward+poster&type=guide", {"name": "Posters", "tells": "on"})
    saved = SavedSearch.objects.get()
    assert (saved.name, saved.url, saved.tells) == ("Posters", "/search/?q=ward+poster&type=guide", True)
    client.post(f"/me/searches/{saved.pk}/", {"name": "My posters"})
    assert "My posters" in client.get("/me/searches/").content.decode()
    client.post(f"/me/searches/{saved.pk}/delete/")
    assert "“My posters” is deleted" in client.get("/me/searches/").content.decode()
    client.post(f"/me/searches/{saved.pk}/take-back/")
    saved.refresh_from_db()
    assert (saved.deleted_at, saved.tells) == (None, False)
    client.post(f"/me/searches/{saved.pk}/delete/")
    tell_of_new(timezone.now() + timedelta(days=2))
    assert not SavedSearch.objects.exists()


def test_a_search_with_a_slip_is_saved_as_it_was_meant(client, person):
    client.force_login(person)
    make_findable("Ward poster", facets={"type": ["Guide"]})
    page = client.get("/search/?q=ward+psoter&type=guide").content.decode()
    assert "/me/searches/save/?q=ward+poster&amp;type=guide" in page


def test_somebody_elses_search_is_not_there(client, saved):
    client.force_login(UserFactory())
    for address in ("", "delete/", "take-back/"):
        assert client.post(f"/me/searches/{saved.pk}/{address}").status_code == 404
    assert "Posters" not in client.get("/me/searches/").content.decode()


def test_nothing_is_remembered_until_somebody_wants_it_and_all_is_forgotten_at_once(client, person):
    client.force_login(person)
    client.get("/search/?q=before")
    assert not RecentSearches.objects.exists()
    client.post("/me/searches/recent/", {"how": "remember"})
    for words in ("first", "second", "first", "943 476 5919", "born 12/03/1961"):
        client.get("/search/", {"q": words})
    assert [words for words, _ in RecentSearches.objects.get().searches()] == ["first", "second"]
    page = client.get("/me/searches/").content.decode()
    assert "/search/?q=second" in page
    client.post("/me/searches/recent/", {"how": "forget"})
    assert not RecentSearches.objects.exists()
