"""How soon what was taken from somebody is gone for them: from the page at once, from the index when a worker ran."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from networks import actions as networks
from networks.models import Network
from portal.cms.audience import tokens_of
from portal.search.engines.elastic import ElasticEngine
from portal.search.finding import Query, Results, search
from portal.search.models import SearchEntry
from portal.users.models import User
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory
from tests.notifications.conftest import real_queue, server, start, until
from tests.proof import when_and_where, write_part

__all__ = ["real_queue", "server", "start", "until"]

pytestmark = [
    pytest.mark.prove,
    pytest.mark.usefixtures("real_queue"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer: a worker waits for the test"),
]

TIMES, MOST = 10, 5  # seconds


class Scene:
    """One tool inside a network, and a member who finds it."""

    def __init__(self, network: Network, toolbox: Any, outside: bool) -> None:
        self.network, self.person = network, UserFactory()
        make_member(network, self.person)
        self.tool = make_entry(toolbox if outside else network.page, title="Zanzibar settlement")

    def look(self) -> Results:
        return search(Query(text="zanzibar", tokens=tokens_of(User.objects.get(pk=self.person.pk))))

    def leaves(self) -> None:
        networks.leave(network=self.network, user=self.person)

    def is_taken_down(self) -> None:
        self.tool.unpublish()

    def moves_out_of_reach(self) -> None:
        other = Network.objects.exclude(pk=self.network.pk).get()
        self.tool.move(other.page, pos="last-child")


CHANGES: dict[str, Callable[[Scene], None]] = {
    "a member leaves": Scene.leaves,
    "a tool is taken down": Scene.is_taken_down,
    "a tool moves into another network": Scene.moves_out_of_reach,
}


def test_what_is_revoked_is_gone_at_once_and_from_the_index_within_five_seconds(
    elastic, home, start, until, settings, tmp_path
):
    """With a worker of its own, as in production: the wait for it and the engine's refresh are in the figures."""
    cache = f"filecache://{tmp_path / 'cache'}"
    backend = "portal.cms.file_cache.SharedFileCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path / "cache")}}
    outside = {"ELASTICSEARCH_URL": settings.ELASTICSEARCH_URL, "ELASTICSEARCH_INDEX": settings.ELASTICSEARCH_INDEX}
    worker = start("work", CACHE_URL=cache, ELASTICSEARCH_PATIENCE="60", **outside)
    network, toolbox = make_network(home, kind="private", title="Quiet network"), make_toolbox(home)
    make_network(home, kind="private", title="Another network")
    rows = []
    for name, change in CHANGES.items():
        shown, indexed = [], []
        for number in range(TIMES):
            scene = Scene(network, toolbox, outside=bool(number % 2) and change is not Scene.leaves)
            until(lambda scene=scene: scene.look().total == 1, worker)
            began = time.perf_counter()
            change(scene)
            results = scene.look()
            assert (results.hits, results.engine, results.degraded) == ([], "elasticsearch", False), name
            shown.append(time.perf_counter() - began)
            while scene.look().total:
                assert time.perf_counter() - began < 60, "it stayed in the index"
                threading.Event().wait(0.02)
            indexed.append(time.perf_counter() - began)
            scene.tool.delete()
            until(lambda: not SearchEntry.objects.pending().exists(), worker)
            ElasticEngine().refresh()
        rows.append(f"| {name} | 0 of {TIMES} | {max(shown):.2f} s | {max(indexed):.2f} s |")
        assert max(indexed) < MOST, name
    write_part(
        "search",
        "Revoked",
        [
            f"`make prove ARGS=tests/search/test_revoked.py`, {when_and_where()}. Each {TIMES} times, with "
            "Elasticsearch and a worker as a process of its own; the change itself is in the times, and so are the "
            "wait for the worker and the engine's refresh of once a second. Counts and filters follow the index; "
            "hits, titles and pieces of text are asked again of the rows.",
            "",
            "| when | shown by the next search | that search was answered after | not in the index after |",
            "|---|---|---|---|",
            *rows,
        ],
    )
