"""Elasticsearch as it comes, goes and is built again: nothing is lost, and the database answers meanwhile."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.management import call_command

from portal.home.models import ContentPage
from portal.search.actions import drop, purge, put
from portal.search.engines import EngineAwayError
from portal.search.engines import elastic as module
from portal.search.engines.elastic import ElasticEngine
from portal.search.finding import Query, search, suggest
from portal.search.models import SearchEntry
from portal.search.tasks import feed
from tests.factories.search import findable, make_findable

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
NOBODY = "http://127.0.0.1:9"


def titles(text: str) -> list[str]:
    return [hit.entry.title for hit in search(Query(text=text, tokens=["public"])).hits]


def test_with_the_engine_stopped_the_database_answers_and_says_so(client, home, settings):
    settings.ELASTICSEARCH_URL = NOBODY
    page = home.add_child(instance=ContentPage(title="Tariff notes"))
    page.save_revision().publish()
    results = search(Query(text="tariff", tokens=["public"]))
    assert (results.engine, results.degraded, results.total) == ("database", True, 1)
    assert "Search is working in a simpler way" in client.get("/search/", {"q": "tariff"}).content.decode()
    assert [entry.title for entry in suggest("tari", ["public"])] == ["Tariff notes"]


def test_what_changed_while_the_engine_was_away_reaches_it_when_it_is_back(elastic, settings):
    kept, gone = make_findable("Kept tariff"), make_findable("Gone tariff")
    feed.func()
    here, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, NOBODY
    drop(key=gone)
    put(key=kept, entries=[findable("Changed tariff")])
    make_findable("New tariff")
    assert feed.func() == 0
    settings.ELASTICSEARCH_URL = here
    cache.clear()
    assert feed.func() == 3
    elastic.refresh()
    found = search(Query(text="tariff", tokens=["public"]))
    assert (found.engine, found.total) == ("elasticsearch", 2)
    assert sorted(hit.entry.title for hit in found.hits) == ["Changed tariff", "New tariff"]


def test_a_marker_stays_until_the_engine_has_dropped_the_thing(elastic):
    key = make_findable("Short lived")
    feed.func()
    drop(key=key)
    assert purge() == 0
    feed.func()
    assert purge() == 1
    assert not SearchEntry.objects.exists()


def test_an_older_version_never_replaces_a_newer_one(elastic):
    key = make_findable("Old words")
    old = SearchEntry.objects.with_audiences().get(key=key)
    put(key=key, entries=[findable("New words")])
    feed.func()
    elastic.index([old])
    elastic.refresh()
    assert titles("new words") == ["New words"]


def test_what_the_index_still_has_is_shown_to_nobody_who_may_not_see_it_now(elastic):
    key = make_findable("Moving tariff")
    feed.func()
    elastic.refresh()
    put(key=key, entries=[findable("Moving tariff", audience=["staff"])])
    assert titles("moving") == []  # the index does not know yet; the row does


def test_a_rebuild_while_writes_go_on_loses_nothing_and_leaves_one_index(elastic, monkeypatch):
    keys = [make_findable(f"Tariff {number}") for number in range(6)]
    feed.func()
    before = elastic._indices()
    monkeypatch.setattr(module, "BATCH", 2)
    writes = iter(
        [
            lambda: put(key=keys[0], entries=[findable("Tariff changed after it was copied")]),
            lambda: drop(key=keys[5]),  # before it is copied
            lambda: make_findable("Tariff made meanwhile"),
        ]
    )
    write = ElasticEngine._write

    def write_while_others_do(engine, rows, targets):
        write(engine, rows, targets)
        if change := next(writes, None):
            change()
            feed.func()

    monkeypatch.setattr(ElasticEngine, "_write", write_while_others_do)
    elastic.rebuild()
    feed.func()
    monkeypatch.undo()
    elastic.refresh()
    after = elastic._indices()
    assert len(after) == 1
    assert after != before
    assert set(elastic.client.indices.get_alias(name=elastic.alias)) == set(after)
    found = search(Query(text="tariff", tokens=["public"]))
    assert found.engine == "elasticsearch"
    assert sorted(hit.entry.title for hit in found.hits) == [
        "Tariff 1",
        "Tariff 2",
        "Tariff 3",
        "Tariff 4",
        "Tariff changed after it was copied",
        "Tariff made meanwhile",
    ]
    assert found.total == 6


def test_an_empty_server_is_filled_by_a_rebuild_and_answers_from_the_database_until_then(elastic, settings):
    settings.ELASTICSEARCH_INDEX = f"{settings.ELASTICSEARCH_INDEX}-other"
    make_findable("Tariff")
    assert search(Query(text="tariff", tokens=["public"])).engine == "database"
    cache.clear()
    with pytest.raises(EngineAwayError):
        ElasticEngine().suggest(["ta"], ["public"], 5)
    call_command("index", "--rebuild", verbosity=0)
    try:
        assert search(Query(text="tariff", tokens=["public"])).engine == "elasticsearch"
    finally:
        for index in ElasticEngine()._indices():
            elastic.client.indices.delete(index=index)
