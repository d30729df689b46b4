"""How PostgreSQL keeps words (tsvector, trigrams) and is asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import connection

from ..models import SearchEntry
from ..query import Plan
from ..words import stem, stems_of, words_of
from . import RELEVANCE
from .sqlite import Sql, Units, alike, anything

LAST_POSITION = 16_000  # a tsvector knows no place beyond 16,383


class Postgres:
    plans = True  # chooses the order of joins itself
    age = "GREATEST(0, EXTRACT(EPOCH FROM (%s - e.fresh_at)) / 86400)"

    def write(self, rows: Sequence[SearchEntry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (entry_id, folded, words, names, alike)"
                " VALUES (%s, %s, %s::tsvector, %s::tsvector, %s) ON CONFLICT (entry_id) DO UPDATE SET"
                " folded = EXCLUDED.folded, words = EXCLUDED.words, names = EXCLUDED.names, alike = EXCLUDED.alike",
                [(row.pk, " ".join(words_of(row.title)), _words(row), _names(row), alike(row)) for row in rows],
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [list(ids)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")

    def asked(self, units: Units) -> Sql:
        """Rows that match every unit."""
        return "SELECT entry_id FROM search_words WHERE words @@ %s::tsquery", [_asked(units)]

    def has(self, units: Units, *, title: bool = False) -> Sql:
        asked = _asked(units, ":A" if title else "")
        return "e.id IN (SELECT entry_id FROM search_words WHERE words @@ %s::tsquery)", [asked]

    def is_title(self, plan: Plan) -> Sql:
        names = " & ".join(f"'{word}'" for word in plan.words)
        return "e.id IN (SELECT entry_id FROM search_words WHERE names @@ %s::tsquery AND folded = %s)", [
            names,
            plan.folded,
        ]

    def relevance(self, plan: Plan) -> tuple[str, str, list[Any]]:
        """How often and where, for the candidates `b`. 32 divides the rank by itself + 1: at most a half."""
        rank = f"{2 * RELEVANCE} * ts_rank('{{0, 0.1, 0.4, 1}}', r.words, %s::tsquery, 32)"
        source = "based b JOIN search_words r ON r.entry_id = b.id WHERE 1 = 1"
        return rank, source, [_asked([anything(plan)])]

    def resembling(self, words: Sequence[str]) -> tuple[str, list[Any]]:
        pieces = sorted({word[start : start + 3] for word in words for start in range(max(1, len(word) - 2))})
        sql = (
            "SELECT w.alike FROM search_words w JOIN search_searchentry e ON e.id = w.entry_id"
            " WHERE w.alike LIKE ANY(%s) AND e.state = 'live' AND e.audience_id IN (SELECT id FROM mine)"
            " AND (e.outdone_by_id IS NULL OR e.outdone_by_id NOT IN (SELECT id FROM mine))"
            " ORDER BY word_similarity(%s, w.alike) DESC LIMIT 200"
        )
        return sql, [[f"%{piece}%" for piece in pieces], " ".join(words)]

    def beginning(self, words: Sequence[str]) -> tuple[str, list[Any]]:
        asked = " & ".join(f"'{word}':*" for word in words)
        found = "SELECT entry_id FROM search_words WHERE names @@ %s::tsquery"
        return f"WITH found AS MATERIALIZED ({found}) SELECT entry_id FROM found", [asked]


def _words(row: SearchEntry) -> str:
    """A tsvector as text: title A, summary and topics B, body C, with gaps that no phrase crosses."""
    parts = [
        (stems_of(row.title), "A"),
        (stems_of(f"{row.summary} {' '.join(row.topics)}"), "B"),
        (stems_of(row.body), "C"),
    ]
    places: dict[str, list[str]] = {}
    position = count(1)
    for words, weight in parts:
        for word in words:
            places.setdefault(word, []).append(f"{min(next(position), LAST_POSITION)}{weight}")
        for _ in range(10):
            next(position)
    return " ".join(f"'{word}':{','.join(dict.fromkeys(where[:200]))}" for word, where in places.items())


def _names(row: SearchEntry) -> str:
    return " ".join(f"'{word}'" for word in set(words_of(row.title)))


def _asked(units: Units, weight: str = "") -> str:
    """Every unit, by any of its alternatives. Words hold letters and digits only, so quotes are enough."""
    every = []
    for unit in units:
        either = [" <-> ".join(f"'{stem(word)}'{weight}" for word in phrase) for phrase in unit]
        every.append(f"({' | '.join(either)})")
    return " & ".join(every)
