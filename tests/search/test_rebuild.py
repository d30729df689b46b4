"""Building anew while people search and write: no gap, no thing twice, no write lost."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections

from portal.search.actions import drop, put
from portal.search.engines.database import DatabaseEngine
from portal.search.engines.elastic import ElasticEngine
from portal.search.finding import Query, search
from portal.search.tasks import feed
from tests.factories.search import findable, make_findable

STEADY, OTHERS = 40, 1200


class Traffic:
    """Searchers and a writer beside a rebuild. What each saw stands in `gaps`, what was written in `written`."""

    def __init__(self, name: str) -> None:
        self.name, self.stop = name, threading.Event()
        self.gaps: list[str] = []
        self.searches = 0
        self.written: dict[str, str] = {}
        self.threads = [threading.Thread(target=self._guarded, args=(verb,)) for verb in (self._search, self._write)]

    def __enter__(self) -> Traffic:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *about: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(60)

    def _guarded(self, verb) -> None:
        try:
            while not self.stop.is_set():
                verb()
        except Exception as error:
            self.gaps.append(repr(error))
        finally:
            connections.close_all()

    def _search(self) -> None:
        results = search(Query(text="steady", tokens=["public"], per_page=100))
        keys = [hit.entry.key for hit in results.hits]
        self.searches += 1
        if len(set(keys)) != STEADY or len(keys) != STEADY or results.total != STEADY or results.engine != self.name:
            self.gaps.append(f"{len(keys)} hits, {len(set(keys))} things, total {results.total}, {results.engine}")

    def _write(self) -> None:
        number = len(self.written)
        key, title = f"moving:{number % 25}", f"Moving {number}"
        if number % 5 == 4:
            drop(key=key)
            self.written[f"{key}:{number}"] = ""
        else:
            put(key=key, entries=[findable(title)])
            self.written[f"{key}:{number}"] = title
        if self.name == "elasticsearch":
            feed.func()
        time.sleep(0.01)

    def wanted(self) -> set[str]:
        """Titles that must be there: of each thing the last that was said."""
        last = {name.rpartition(":")[0]: title for name, title in self.written.items()}
        return {title for title in last.values() if title}


def rebuilt(times: int, engine: DatabaseEngine | ElasticEngine, others: int = 0) -> Traffic:
    for number in range(STEADY):
        make_findable(f"Steady {number}")
    for number in range(others):  # so that each rebuild takes a while
        make_findable(f"Other {number}", body="Many words of a page. " * 300)
    if engine.name == "elasticsearch":
        feed.func()
        engine.refresh()
    with Traffic(engine.name) as traffic:
        for _ in range(times):
            engine.rebuild()
    if engine.name == "elasticsearch":
        feed.func()
        engine.refresh()
    return traffic


def check(traffic: Traffic) -> None:
    found = search(Query(text="moving", tokens=["public"], per_page=100))
    titles = [hit.entry.title for hit in found.hits]
    assert traffic.gaps == []
    assert traffic.searches > 0 and traffic.written
    assert len(titles) == found.total == len(traffic.wanted())
    assert set(titles) == traffic.wanted()


@pytest.fixture(params=["database", "elasticsearch"])
def engine(request, transactional_db, settings):
    if request.param == "elasticsearch":
        return request.getfixturevalue("elastic")
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: a rebuild is one transaction, and others wait")
    settings.ELASTICSEARCH_URL = ""
    return DatabaseEngine()


def test_a_rebuild_goes_by_unseen(engine):
    check(rebuilt(1, engine))


@pytest.mark.prove
def test_ten_rebuilds_go_by_unseen(engine):
    traffic = rebuilt(10, engine, OTHERS)
    check(traffic)
    assert len(traffic.written) > 20, "people wrote while it was built"
    from tests.proof import when_and_where, write_part

    write_part(
        "search",
        f"Ten rebuilds of {engine.name}",
        [
            f"`make prove ARGS=tests/search/test_rebuild.py`, {when_and_where()}. While the engine was built anew ten "
            f"times from {STEADY + OTHERS} things, {traffic.searches} searches each found all {STEADY} they were after "
            f"once, and of {len(traffic.written)} writes none was lost.",
        ],
    )
