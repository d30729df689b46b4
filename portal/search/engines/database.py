"""The embedded engine: SQLite FTS5, or PostgreSQL full text and trigrams, beside the rows and in their transactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ..facets import TITLES
from ..models import SearchEntry
from ..query import Plan
from ..results import Count, Found, Match
from . import FRESH, FRESH_DAYS, IN_TITLE, STANDING, TIER
from .postgres import Postgres
from .sqlite import Sqlite

ORDER = {"best": "score DESC, fresh_at DESC, id DESC", "newest": "fresh_at DESC, id DESC", "title": "title, id"}
BATCH = 500

Sql = tuple[str, list[Any]]


class DatabaseEngine:
    """Composes the same statement for both; what differs (`dialect`) is how words are kept and asked for."""

    name = "database"

    @property
    def dialect(self) -> Postgres | Sqlite:
        return Postgres() if connection.vendor == "postgresql" else Sqlite()

    def index(self, rows: Sequence[SearchEntry]) -> None:
        gone = [row.pk for row in rows if row.state == SearchEntry.State.GONE]
        self.dialect.delete(gone)
        self.dialect.write([row for row in rows if row.state != SearchEntry.State.GONE])

    def search(self, plan: Plan) -> Found:
        matches, total, best = self._page(plan, *self._found(plan))
        return Found(matches, total, best, self._counts(plan, *self._found(plan, scored=False)))

    def similar(self, words: Sequence[str], tokens: Sequence[str]) -> list[str]:
        match, values = self.dialect.resembling(words)
        mine, audience = _mine(tokens)
        return [word for (line,) in _rows(f"WITH {mine} {match}", [*audience, *values]) for word in line.split()]

    def suggest(self, words: Sequence[str], tokens: Sequence[str], limit: int) -> list[SearchEntry]:
        beginning, values = self.dialect.beginning(words)
        return list(
            SearchEntry.objects.visible_to(tokens)
            .filter(pk__in=RawSQL(beginning, values))  # noqa: S611 - values are parameters
            .only("key", "kind", "title", "url", "facets")
            .order_by("-standing", "-fresh_at", "-pk")[:limit]
        )

    @transaction.atomic
    def rebuild(self) -> int:
        self.dialect.clear()
        taken, batch = 0, list[SearchEntry]()
        for row in SearchEntry.objects.exclude(state=SearchEntry.State.GONE).iterator(chunk_size=BATCH):
            batch.append(row)
            if len(batch) == BATCH:
                self.dialect.write(batch)
                taken, batch = taken + len(batch), []
        self.dialect.write(batch)
        return taken + len(batch)

    # The statement: `mine` (audiences of the searcher), `found` (all rows that match, before filters)

    def _found(self, plan: Plan, *, scored: bool = True) -> Sql:
        mine, values = _mine(plan.tokens)
        where = [
            "e.state = 'live'",
            "e.audience_id IN (SELECT id FROM mine)",
            "(e.outdone_by_id IS NULL OR e.outdone_by_id NOT IN (SELECT id FROM mine))",
            "(e.page_id IS NULL OR EXISTS (SELECT 1 FROM cms_pageaudience pa"
            " JOIN wagtailcore_page p ON p.id = pa.page_id"
            f" WHERE pa.page_id = e.page_id AND p.live AND pa.token IN ({_places(plan.tokens)})))",
        ]
        conditions: list[Any] = [*plan.tokens]
        score, source = "0", "search_searchentry e"
        scoring: list[Any] = []
        matched: list[Any] = []
        if plan.words:
            # SQLite takes a cross join in the order it is written: words first, then their rows.
            asked, matched = self.dialect.asked(plan)
            source = f"({asked}) w CROSS JOIN search_searchentry e"
            where.insert(0, "e.id = w.entry_id")
            if scored:
                score, scoring = self._score(plan)
        if plan.kinds:
            where.append(f"e.kind IN ({_places(plan.kinds)})")
            conditions += plan.kinds
        misses, missed = [], []
        for number, (name, chosen) in enumerate(plan.filters.items()):
            misses.append(
                "CASE WHEN EXISTS (SELECT 1 FROM search_entryfacet f WHERE f.entry_id = e.id AND f.name = %s"
                f" AND f.value IN ({_places(chosen)})) THEN 0 ELSE 1 END AS miss{number}"
            )
            missed += [name, *chosen]
        columns = ", ".join(["e.id", "e.fresh_at", "LOWER(e.title) AS title", f"{score} AS score", *misses])
        sql = f"WITH {mine}, found AS MATERIALIZED (SELECT {columns} FROM {source} WHERE {' AND '.join(where)})"
        return sql, [*values, *scoring, *missed, *matched, *conditions]

    def _score(self, plan: Plan) -> Sql:
        values: list[Any] = []
        parts = [
            "w.relevance",
            f"{FRESH} / (1 + {self.dialect.age} / {FRESH_DAYS}.0)",
            f"CASE WHEN e.standing > 0 THEN {STANDING} WHEN e.standing < 0 THEN -{3 * STANDING} ELSE 0 END",
        ]
        values.append(timezone.now())
        for points, (test, tested) in self._tests(plan):
            parts.append(f"CASE WHEN {test} THEN {points} ELSE 0 END")
            values += tested
        return " + ".join(parts), values

    def _tests(self, plan: Plan) -> Iterable[tuple[int, Sql]]:
        ask = self.dialect
        yield TIER, ("w.folded = %s", [plan.folded])
        yield TIER, ask.has([[plan.words]])
        yield IN_TITLE, ask.has([[plan.words]], title=True)
        yield TIER, ask.has(plan.units)
        yield IN_TITLE, ask.has(plan.units, title=True)
        if plan.fuzzy:
            alike = [(word,) for word in plan.fuzzy]
            yield TIER // 2, ask.has([[*unit, *alike] for unit in plan.units])
            yield TIER, ask.has([plan.alternatives])
        else:
            yield TIER, ("1 = 1", [])

    def _page(self, plan: Plan, found: str, values: list[Any]) -> tuple[list[Match], int, float]:
        hit = " AND ".join(f"miss{number} = 0" for number in range(len(plan.filters))) or "1 = 1"
        rows = _rows(
            f"{found} SELECT id, score, COUNT(*) OVER (), MAX(score) OVER () FROM found WHERE {hit}"
            f" ORDER BY {ORDER[plan.sort]} LIMIT %s OFFSET %s",
            [*values, plan.limit, plan.offset],
        )
        total, best = (rows[0][2], float(rows[0][3])) if rows else (0, 0.0)
        return [Match(pk, float(score)) for pk, score, *_ in rows], total, best

    def _counts(self, plan: Plan, found: str, values: list[Any]) -> list[Count]:
        """Each value's count among the hits; of a facet that is filtered by, as if that filter alone were off."""
        names = list(plan.filters)
        missing = " + ".join(f"miss{number}" for number in range(len(names))) or "0"
        own = [f"(f.name = %s AND miss{number} = {missing})" for number in range(len(names))]
        counted = " OR ".join([f"{missing} = 0", *own])
        return [
            Count(*row)
            for row in _rows(
                f"{found} SELECT f.name, f.value, MAX(f.label), COUNT(*) FROM found"
                " CROSS JOIN search_entryfacet f WHERE f.entry_id = found.id"
                f" AND f.name IN ({_places(TITLES)}) AND ({counted}) GROUP BY f.name, f.value",
                [*values, *TITLES, *names],
            )
        ]


def _mine(tokens: Sequence[str]) -> Sql:
    rows = f"SELECT DISTINCT audience_id AS id FROM search_audiencetoken WHERE token IN ({_places(tokens)})"
    return f"mine AS MATERIALIZED ({rows})", [*tokens]


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values) or "NULL"


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
