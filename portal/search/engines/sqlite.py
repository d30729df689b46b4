"""How SQLite keeps words (FTS5) and is asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from ..models import SearchEntry
from ..query import Phrase, Plan
from ..words import stem, stems_of, words_of
from . import RELEVANCE

Units = Iterable[Iterable[Phrase]]
Sql = tuple[str, list[Any]]


class Sqlite:
    plans = False
    age = "MAX(0, julianday(%s) - julianday(e.fresh_at))"

    def write(self, rows: Sequence[SearchEntry]) -> None:
        self.delete([row.pk for row in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, summary, body, names, folded) VALUES (%s, %s, %s, %s, %s, %s)",
                [(row.pk, *_kept(row)) for row in rows],
            )
            cursor.executemany(
                "INSERT INTO search_alike (rowid, words) VALUES (%s, %s)", [(row.pk, alike(row)) for row in rows]
            )

    def delete(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in ids])
            cursor.executemany("DELETE FROM search_alike WHERE rowid = %s", [(pk,) for pk in ids])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")
            cursor.execute("DELETE FROM search_alike")

    def asked(self, units: Units) -> Sql:
        """Rows that match every unit."""
        return "SELECT rowid AS entry_id FROM search_words WHERE search_words MATCH %s", [_asked(units)]

    def has(self, units: Units, *, title: bool = False) -> Sql:
        asked = _asked(units, "{title}" if title else "{title summary body}")
        return "e.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", [asked]

    def is_title(self, plan: Plan) -> Sql:
        """Looked up by its words first: what stands beside them is far away in the row."""
        names = f'{{names}} : "{plan.folded}"'
        return "e.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s AND folded = %s)", [
            names,
            plan.folded,
        ]

    def relevance(self, plan: Plan) -> tuple[str, str, list[Any]]:
        """How often and where, and the rows `r` with it: words first, then the candidates `b` among them."""
        rank = "bm25(search_words, 10.0, 4.0, 1.0, 0.0)"
        source = "search_words r CROSS JOIN based b WHERE search_words MATCH %s AND b.id = r.rowid"
        return f"{RELEVANCE} * (-{rank}) / (8 - {rank})", source, [_asked([anything(plan)])]

    def resembling(self, words: Sequence[str]) -> tuple[str, list[Any]]:
        pieces = {word[start : start + 3] for word in words for start in range(max(1, len(word) - 2))}
        asked = " OR ".join(f'"{piece}"' for piece in sorted(pieces) if len(piece) == 3) or '"   "'
        sql = (
            "SELECT a.words FROM search_alike a JOIN search_searchentry e ON e.id = a.rowid"
            " WHERE search_alike MATCH %s AND e.state = 'live' AND e.audience_id IN (SELECT id FROM mine)"
            " AND (e.outdone_by_id IS NULL OR e.outdone_by_id NOT IN (SELECT id FROM mine))"
            " ORDER BY rank LIMIT 200"
        )
        return sql, [asked]

    def beginning(self, words: Sequence[str]) -> tuple[str, list[Any]]:
        asked = " AND ".join(f'"{word}" *' for word in words)
        return "SELECT rowid FROM search_words WHERE search_words MATCH %s", [f"{{names}} : ({asked})"]


def _kept(row: SearchEntry) -> tuple[str, ...]:
    names = words_of(row.title)
    summary = stems_of(f"{row.summary} {' '.join(row.topics)}")
    return (
        " ".join(stem(word) for word in names),
        " ".join(summary),
        " ".join(stems_of(row.body)),
        " ".join(names),
        " ".join(names),
    )


def anything(plan: Plan) -> tuple[Phrase, ...]:
    return (*plan.alternatives, *((word,) for word in plan.fuzzy))


def alike(row: SearchEntry) -> str:
    """The different words of title, summary and topics, to look for slips of the finger."""
    return " ".join(sorted(set(words_of(f"{row.title} {row.summary} {' '.join(row.topics)}"))))


def _asked(units: Units, columns: str = "{title summary body}") -> str:
    """Every unit, by any of its alternatives. Words hold letters and digits only, so quotes are enough."""
    every = []
    for unit in units:
        either = " OR ".join(f'"{" ".join(stem(word) for word in phrase)}"' for phrase in unit)
        every.append(f"({either or chr(34) * 2})")
    return f"{columns} : ({' AND '.join(every) or chr(34) * 2})"
