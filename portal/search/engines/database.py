"""The embedded engine: SQLite FTS5, or PostgreSQL full text and trigrams, beside the rows and in their transactions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ..facets import TITLES
from ..models import SearchEntry
from ..query import Phrase, Plan
from ..results import Count, Found, Match
from . import ALL, COVERED, FRESH, FRESH_DAYS, IN_TITLE, PINNED, RELEVANCE, STANDING, TIER, TITLE_COVERED
from .postgres import Postgres
from .sqlite import Sql, Sqlite, anything

ORDER = {"best": "score DESC, fresh_at DESC, id DESC", "newest": "fresh_at DESC, id DESC", "title": "title, id"}
BATCH = 500


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
        """One statement, so that rows which match are looked at once: first the page, then how many are alike."""
        based, values = self._based(plan)
        scored, scoring = self._scored(plan)
        names = list(plan.filters)
        misses = "".join(f", miss{number}" for number in range(len(names)))
        place = f"ROW_NUMBER() OVER (ORDER BY {ORDER[plan.sort]}) AS place"
        page = f"SELECT {place}, id, score, MAX(score) OVER () AS best FROM scored ORDER BY place LIMIT %s OFFSET %s"
        rows = _rows(
            f"{based}, {scored}, page AS ({page})"
            f" SELECT place, id, score, best, NULL, NULL{', NULL' * len(names)} FROM page UNION ALL"
            f" SELECT NULL, NULL, NULL, NULL, facets, COUNT(*){misses} FROM based GROUP BY facets{misses}",
            [*values, *scoring, plan.limit, plan.offset],
        )
        hits = sorted(row[:4] for row in rows if row[0])
        groups = [(facets_in(row[4]), row[5], row[6:]) for row in rows if not row[0]]
        return Found(
            matches=[Match(pk, float(score)) for _, pk, score, _ in hits],
            total=sum(number for _, number, missed in groups if not any(missed)),
            best=float(hits[0][3]) if hits else 0.0,
            counts=counts_of(groups, names),
        )

    def commonness(self, units: Sequence[Sequence[Phrase]]) -> tuple[list[int], int]:
        """Of all rows, seen or not: what is common is common to everybody, and keys rise as rows do."""
        asked = [self.dialect.asked([unit]) for unit in units]
        counts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) r)" for sql, _ in asked)
        total = "(SELECT COALESCE(MAX(id), 0) FROM search_searchentry)"
        *found, rows = _rows(f"SELECT {counts}, {total}", [value for _, values in asked for value in values])[0]
        return found, rows

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

    # The statement: `mine` (audiences of the searcher), `based` (all rows that match, before filters, with what is
    # cheap to know of their scores), `scored` (the rest of the score for those which can still come first)

    def _based(self, plan: Plan) -> Sql:
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
        matched: list[Any] = []
        score, source = "0", "search_searchentry e"
        scoring: list[Any] = []
        if plan.words:
            asked, matched = self._asked(plan)
            if (
                self.dialect.plans
            ):  # PostgreSQL would start with all that somebody may see: give it words that are ready
                mine, values, matched = f"{mine}, w AS MATERIALIZED ({asked})", [*values, *matched], []
                source = "w JOIN search_searchentry e ON 1 = 1"
            else:  # SQLite takes a cross join in the order it is written: words first, then their rows
                source = f"({asked}) w CROSS JOIN search_searchentry e"
            where.insert(0, "e.id = w.entry_id")
            score, scoring = self._base(plan)
        if plan.after:
            where.append("e.id > %s")
            conditions.append(plan.after)
        if plan.chosen.left_out:
            where.append(f"e.id NOT IN ({_places(plan.chosen.left_out)})")
            conditions += plan.chosen.left_out
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
        title = "LOWER(e.title)" if plan.sort == "title" else "NULL"
        told = ["e.id", "e.fresh_at", f"{title} AS title", "CAST(e.facets AS text) AS facets", f"{score} AS base"]
        columns = ", ".join([*told, *misses])
        sql = f"WITH {mine}, based AS MATERIALIZED (SELECT {columns} FROM {source} WHERE {' AND '.join(where)})"
        return sql, [*values, *scoring, *missed, *matched, *conditions]

    def _scored(self, plan: Plan) -> Sql:
        """Relevance is dear and at most so many points: ask it of those alone that it can bring onto the page."""
        hit = " AND ".join(f"miss{number} = 0" for number in range(len(plan.filters))) or "1 = 1"
        if plan.sort != "best":
            return f"scored AS (SELECT id, fresh_at, title, base AS score FROM based WHERE {hit})", []
        relevance, source, values = self.dialect.relevance(plan)
        last = f"SELECT base FROM based WHERE {hit} ORDER BY base DESC LIMIT 1 OFFSET %s"
        sql = (
            f"SELECT b.id, b.fresh_at, b.title, b.base + {relevance} AS score FROM {source} AND {hit}"
            f" AND b.base >= COALESCE(({last}), -1000) - {RELEVANCE}"
        )
        values = [*values, plan.offset + plan.limit - 1]
        if plan.chosen.pinned:  # they may have none of the words
            those = f"IN ({_places(plan.chosen.pinned)})"
            pinned = f"SELECT id, fresh_at, title, base FROM based WHERE {hit} AND id {those}"
            sql += f" AND b.id NOT {those} UNION ALL {pinned}"
            values += [*plan.chosen.pinned, *plan.chosen.pinned]
        return f"scored AS MATERIALIZED ({sql})", values

    def _asked(self, plan: Plan) -> Sql:
        """Rows that match, and those chosen for these words."""
        asked, values = self.dialect.asked([anything(plan)])
        if not plan.chosen.pinned:
            return asked, values
        return (
            f"{asked} UNION SELECT id FROM search_searchentry WHERE id IN ({_places(plan.chosen.pinned)})",
            [*values, *plan.chosen.pinned],
        )

    def _base(self, plan: Plan) -> Sql:
        points: dict[tuple[str, tuple[Any, ...]], float] = {}
        for worth, (test, values) in self._tests(plan):
            points[test, tuple(values)] = points.get((test, tuple(values)), 0) + worth
        test, values = self.dialect.has([anything(plan)])
        parts = [
            str(points.pop((test, tuple(values)), 0)),  # every row passes this one
            f"{FRESH} / (1 + {self.dialect.age} / {FRESH_DAYS}.0)",
            f"CASE WHEN e.standing > 0 THEN {STANDING} WHEN e.standing < 0 THEN -{3 * STANDING} ELSE 0 END",
            *(f"CASE WHEN {test} THEN {worth:.3f} ELSE 0 END" for (test, _), worth in points.items()),
        ]
        return " + ".join(parts), [timezone.now(), *(value for _, given in points for value in given)]

    def _tests(self, plan: Plan) -> Iterable[tuple[float, Sql]]:
        ask = self.dialect
        for place, rows in enumerate(plan.chosen.first):
            yield PINNED - TIER * 10 * place, (f"e.id IN ({_places(rows)})", [*rows])
        yield TIER, ask.is_title(plan)
        yield TIER, ask.has([[plan.words]])
        yield IN_TITLE, ask.has([[plan.words]], title=True)
        yield ALL, ask.has(plan.needed)
        yield IN_TITLE, ask.has(plan.needed, title=True)
        for unit, share in plan.worth:
            yield COVERED * share, ask.has([unit])
            yield TITLE_COVERED * share, ask.has([unit], title=True)
        if plan.fuzzy:
            alike = [(word,) for word in plan.fuzzy]
            yield TIER // 2, ask.has([[*unit, *alike] for unit in plan.needed])
            yield TIER, ask.has([plan.alternatives])
        else:
            yield TIER, ("1 = 1", [])


Group = tuple[tuple[tuple[str, str, str], ...], int, Sequence[int]]  # facets, how many rows, which filters they miss


@lru_cache(maxsize=4096)
def facets_in(stored: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, value, label) for name, value, label in json.loads(stored) if name in TITLES)


def counts_of(groups: Iterable[Group], names: Sequence[str]) -> list[Count]:
    """Each value's count among the hits; of a facet that is filtered by, as if that filter alone were off."""
    counted: dict[tuple[str, str], int] = {}
    labels: dict[tuple[str, str], str] = {}
    for facets, number, missed in groups:
        own = [name for name, miss in zip(names, missed, strict=True) if miss]
        for name, value, label in facets if len(own) < 2 else ():
            if not own or own == [name]:
                counted[name, value] = counted.get((name, value), 0) + number
                labels[name, value] = max(label, labels.get((name, value), ""))
    return [Count(name, value, labels[name, value], number) for (name, value), number in counted.items()]


def _mine(tokens: Sequence[str]) -> Sql:
    rows = f"SELECT DISTINCT audience_id AS id FROM search_audiencetoken WHERE token IN ({_places(tokens)})"
    return f"mine AS MATERIALIZED ({rows})", [*tokens]


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values) or "NULL"


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
