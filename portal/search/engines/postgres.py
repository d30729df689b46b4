"""How PostgreSQL keeps words (tsvector, trigrams) and is asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.db import connection

from ..models import SearchEntry
from ..query import Phrase, Plan
from ..words import stem, stems_of, words_of
from . import RELEVANCE
from .sqlite import alike

Units = Iterable[Iterable[Phrase]]
LAST_POSITION = 16_000  # a tsvector knows no place beyond 16,383


class Postgres:
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

    def asked(self, plan: Plan) -> tuple[str, list[Any]]:
        """Rows that match anything, with how well."""
        asked = _asked([[*plan.alternatives, *((word,) for word in plan.fuzzy)]])
        # 32 divides the rank by itself + 1: at most a half.
        sql = (
            "SELECT entry_id, folded, words,"
            f" {2 * RELEVANCE} * ts_rank('{{0, 0.1, 0.4, 1}}', words, %s::tsquery, 32) AS relevance"
            " FROM search_words WHERE words @@ %s::tsquery"
        )
        return sql, [asked, asked]

    def has(self, units: Units, *, title: bool = False) -> tuple[str, list[Any]]:
        return "w.words @@ %s::tsquery", [_asked(units, ":A" if title else "")]

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
        return "SELECT entry_id FROM search_words WHERE names @@ %s::tsquery", [asked]


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
