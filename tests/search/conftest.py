"""The engines that search tests run on: the database of the run, and Elasticsearch."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from portal.search.engines.elastic import ElasticEngine
from portal.search.finding import Query, Results, search, suggest
from portal.search.tasks import feed


@dataclass
class Finder:
    """Asks the engine under test, after it has everything."""

    name: str

    def settle(self) -> None:
        if self.name == "elasticsearch":
            feed.func()
            ElasticEngine().refresh()

    def search(self, text: str = "", tokens=("public",), **fields) -> Results:
        self.settle()
        results = search(Query(text=text, tokens=tokens, **fields))
        assert (results.engine, results.degraded) == (self.name, False)
        return results

    def titles(self, text: str = "", tokens=("public",), **fields) -> list[str]:
        return [hit.entry.title for hit in self.search(text, tokens, **fields).hits]

    def suggest(self, text: str, tokens=("public",)) -> list[str]:
        self.settle()
        return [entry.title for entry in suggest(text, tokens)]

    def counts(self, name: str, text: str = "", tokens=("public",), **fields) -> dict[str, int]:
        results = self.search(text, tokens, **fields)
        if name == "kind":
            return {choice.value: choice.count for choice in results.kinds}
        return {
            choice.value: choice.count for facet in results.facets if facet.name == name for choice in facet.choices
        }


@pytest.fixture(scope="session")
def elastic_index() -> Iterator[str]:
    """One index for all tests of this run: making one takes a second."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    from elasticsearch import Elasticsearch

    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        for index in client.indices.get(index=f"{name}-2*"):
            client.indices.delete(index=index)


@pytest.fixture
def elastic(settings, elasticsearch_url, elastic_index) -> ElasticEngine:
    """Elasticsearch, empty."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = elastic_index
    settings.ELASTICSEARCH_PATIENCE = 60  # a busy machine is no reason to answer from the database here
    engine = ElasticEngine()
    if engine.client.indices.exists_alias(name=engine.alias):
        engine.patient.delete_by_query(index=engine.alias, query={"match_all": {}}, refresh=True, conflicts="proceed")
    else:
        engine.rebuild()
    return engine


@pytest.fixture(params=["database", "elasticsearch"])
def finder(request, db, settings) -> Finder:
    if request.param == "elasticsearch":
        request.getfixturevalue("elastic")
    else:
        settings.ELASTICSEARCH_URL = ""
    return Finder(request.param)
