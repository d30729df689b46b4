"""`python -m tests.bench.search 10000 100000`: how search grows, on PostgreSQL and Elasticsearch; docs/proof/search.md.

Texts are made of eleven thousand real words, as often as they are used, in a database of its own. Searches are asked as
a member who belongs to some networks asks them.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from datetime import timedelta

from tests.bench.__main__ import PROJECT, say

DATABASE = "portal_bench_search"
ASKED = 60


def prepare() -> None:
    import environ
    import psycopg

    environ.Env.read_env(PROJECT / ".var" / "services" / "env")
    server, _, _ = os.environ["DATABASE_URL_POSTGRES"].rpartition("/")
    with psycopg.connect(f"{server}/postgres".replace("postgres://", "postgresql://", 1), autocommit=True) as admin:
        admin.execute(f"drop database if exists {DATABASE} with (force)")
        admin.execute(f"create database {DATABASE}")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DATABASE_URL": f"{server}/{DATABASE}",
        "PORTAL_VAR": str(PROJECT / ".var" / "bench"),
        "ELASTICSEARCH_INDEX": "bench-search",
        "ELASTICSEARCH_PATIENCE": "30",
        "DEBUG": "0",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(number: int) -> None:
    """As many things more, until there are so many."""
    from django.utils import timezone

    from portal.search.entries import next_version, rows_of
    from portal.search.findable import Findable
    from portal.search.models import EntryFacet, SearchEntry
    from tests.bench.seed import rng, title
    from tests.bench.vocabulary import prose

    start = SearchEntry.objects.count()
    for first in range(start, number, 1000):
        rows = []
        for n in range(first, min(first + 1000, number)):
            audience = ["public"] if n % 4 else [f"network:{n % 40}"]
            facets = {"type": [f"Type {rng.randrange(8)}"], "theme": [f"Theme {int(rng.paretovariate(1)) % 12}"]}
            kind = rng.choice(["tool", "question", "event", "post"])
            rows += rows_of(
                f"bench:{n}",
                [Findable(kind=kind, title=title(n), summary=prose(30, rng)[:290], body=prose(240, rng),
                          url=f"/bench/{n}/", audience=audience, facets=facets,
                          fresh_at=timezone.now() - timedelta(minutes=n))],
            )  # fmt: skip
        for row in rows:
            row.version = next_version()
        rows = SearchEntry.objects.bulk_create(rows)
        EntryFacet.objects.bulk_create(
            EntryFacet(entry=row, name=name, value=value, label=label)
            for row in rows
            for name, value, label in row.facets
        )


def asked() -> dict[str, list[dict]]:
    """Searches of each kind, the same every time."""
    from tests.bench.seed import WEIGHTS, WORDS
    from tests.bench.vocabulary import words as vocabulary

    rare = vocabulary()[0][4000:]
    dice = random.Random(5)  # noqa: S311

    def words(count: int) -> str:
        return " ".join(dict.fromkeys(dice.choices(WORDS, WEIGHTS, k=count)))

    return {
        "one word of the field": [{"text": words(1)} for _ in range(ASKED)],
        "three words": [{"text": words(3)} for _ in range(ASKED)],
        "a rare word": [{"text": dice.choice(rare)} for _ in range(ASKED)],
        "two words, one kind, one theme": [
            {"text": words(2), "filters": {"kind": ["tool"], "theme": ["theme-1"]}} for _ in range(ASKED)
        ],
        "everything, the newest first": [{"text": "", "page": dice.randrange(1, 6)} for _ in range(ASKED)],
    }


def measure(name: str) -> list[str]:
    from portal.search.finding import Query, search

    tokens = ("public", "signed-in", *(f"network:{n}" for n in range(3)))
    rows = []
    for kind, queries in asked().items():
        took = []
        for query in [queries[0], *queries]:  # the first warms up
            began = time.perf_counter()
            results = search(Query(tokens=tokens, sort="best", **query))
            took.append((time.perf_counter() - began) * 1000)
            assert results.engine == name and not results.degraded
        took = took[1:]
        p95 = statistics.quantiles(took, n=20)[-1]
        rows.append(f"{kind}: {statistics.median(took):.0f} / {p95:.0f}")
    return rows


def on_postgres() -> tuple[float, str]:
    from django.conf import settings
    from django.db import connection

    from portal.search.engines.database import DatabaseEngine

    settings.ELASTICSEARCH_URL = ""
    began = time.perf_counter()
    DatabaseEngine().rebuild()
    took = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT pg_total_relation_size('search_words')")
        return took, f"{cursor.fetchone()[0] / 1e6:.0f} MB"


def on_elasticsearch(url: str) -> tuple[float, str]:
    from django.conf import settings

    from portal.search.engines.elastic import ElasticEngine

    settings.ELASTICSEARCH_URL = url
    engine = ElasticEngine()
    began = time.perf_counter()
    engine.rebuild()
    took = time.perf_counter() - began
    size = engine.client.indices.stats(index=engine.alias)["_all"]["primaries"]["store"]["size_in_bytes"]
    return took, f"{size / 1e6:.0f} MB"


def main() -> None:
    prepare()
    from tests.proof import when_and_where, write_part

    url = os.environ.get("ELASTICSEARCH_URL", "")
    table: list[list[str]] = []
    for number in sorted(int(given) for given in sys.argv[1:] or ["10000", "100000"]):
        fill(number)
        say(f"{number} things")
        engines = {"database": on_postgres, **({"elasticsearch": lambda: on_elasticsearch(url)} if url else {})}
        for name, build in engines.items():
            took, size = build()
            cells = measure(name)
            table.append([f"{number:,}", name, f"{took:.0f} s", size, *(cell.partition(": ")[2] for cell in cells)])
            say(" | ".join(table[-1]))
    heads = ["things", "engine", "build", "index", *asked()]
    lines = [
        f"`python -m tests.bench.search`, {when_and_where()}. Two cores shared with other work (load "
        f"{os.getloadavg()[0]:.1f} at the end); 60 searches of each sort, median / 95th in ms, with facets, counts, "
        "audiences and the check of every hit included. A thing has 270 words, out of eleven thousand real ones as "
        "often as people use them, and one word in a hundred is a number of its own. One in four things is for members "
        "of a network. *Build* is the time to make the engine anew from the rows.",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in table),
    ]
    write_part("search", "Scale", lines)
    if url:
        from portal.search.engines.elastic import ElasticEngine

        engine = ElasticEngine()
        for index in engine.client.indices.get(index=f"{engine.alias}-2*"):
            engine.client.indices.delete(index=index)


if __name__ == "__main__":
    main()
