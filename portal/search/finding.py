"""Finding: one question to whichever engine is there, every hit checked again against the rows as they are now."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from .engines import WEAK, Engine, EngineAwayError
from .engines.database import DatabaseEngine
from .engines.presence import away, is_away, outside_engine
from .facets import facets_of
from .highlights import Marker
from .models import SearchEntry, Synonym
from .pins import Pin, chosen_for
from .query import COMMON, LAST_PAGE, Chosen, Plan, Query, plain, plan_of, weighed
from .results import Found, Hit, Results
from .words import nearest, stem, words_of

__all__ = ["Query", "Results", "search", "suggest"]

SUGGESTIONS = 8


def search(query: Query, *, pins: Iterable[Pin] | None = None) -> Results:
    """Answer a query for somebody with its tokens, whatever the bytes and whichever engine is there.

    `pins`: these in place of those that are kept, for a preview.
    """
    synonyms = [row.phrases() for row in Synonym.objects.all()] if query.text.strip() else []
    chosen = chosen_for(words_of(plain(query.text)), pins) if query.text.strip() else Chosen()
    engine = outside_engine()
    if engine is not None and not is_away():
        try:
            return _answer(engine, query, synonyms, chosen)
        except EngineAwayError:
            away()
    results = _answer(DatabaseEngine(), query, synonyms, chosen)
    results.degraded = bool(settings.ELASTICSEARCH_URL)
    return results


def suggest(text: str, tokens: Iterable[str]) -> list[SearchEntry]:
    """Things whose title has words that begin like what is being typed."""
    words, tokens = words_of(plain(text))[:8], sorted(set(tokens))
    if not words or len(words[-1]) < 2:
        return []
    engine = outside_engine()
    if engine is not None and not is_away():
        try:
            return engine.suggest(words, tokens, SUGGESTIONS)
        except EngineAwayError:
            away()
    return DatabaseEngine().suggest(words, tokens, SUGGESTIONS)


def found_since(query: Query, *, after: int, limit: int) -> list[Hit]:
    """What came after this entry and has all the words. The rows are asked, whichever engine people search with."""
    synonyms = [row.phrases() for row in Synonym.objects.all()]
    plan = replace(plan_of(query, synonyms), after=after, sort="newest", offset=0, limit=limit)
    if query.text.strip() and not plan.words:
        return []
    return [hit for hit in _hits(plan, DatabaseEngine().search(plan)) if not plan.words or hit.score >= WEAK]


def _answer(engine: Engine, query: Query, synonyms: Sequence[Sequence[str]], chosen: Chosen) -> Results:
    plan = replace(plan_of(query, synonyms), chosen=chosen)
    if query.text.strip() and not plan.words:  # nothing in it that is a word
        return Results(plan, [], 0, 1, 0, facets_of([], plan.filters), engine=engine.name)
    if len(plan.units) > 1 and plan.sort == "best":
        plan = weighed(plan, *engine.commonness(plan.units))
    found = engine.search(plan)
    did_you_mean = ""
    if plan.words and found.best < WEAK and query.page == 1:
        plan, found, did_you_mean = _with_slips(engine, query, synonyms, plan, found)
    facets = facets_of(found.counts, plan.filters)
    return Results(
        plan=plan,
        hits=_hits(plan, found),
        total=found.total,
        page=query.page,
        pages=min(LAST_PAGE, math.ceil(found.total / plan.limit)),
        facets=[facet for facet in facets if facet.name != "kind"],
        kinds=next((facet.choices for facet in facets if facet.name == "kind"), []),
        also=_also(plan),
        did_you_mean=did_you_mean,
        engine=engine.name,
    )


def _with_slips(
    engine: Engine, query: Query, synonyms: Sequence[Sequence[str]], plan: Plan, found: Found
) -> tuple[Plan, Found, str]:
    """Nothing has all the words: ask again with the words that were probably meant, when that finds more."""
    asked = [word for word in dict.fromkeys(plan.words) if len(word) > 3 and word not in COMMON]
    near = set(engine.similar(asked, plan.tokens)) if asked else set()
    known = {stem(word) for word in near}
    meant = {word: nearest(word, near) for word in asked if stem(word) not in known}
    meant = {word: right for word, right in meant.items() if right}
    if not meant:
        return plan, found, ""
    wider = replace(plan, fuzzy=tuple(meant.values()))  # type: ignore[arg-type]
    again = engine.search(wider)
    if again.total <= found.total and again.best <= found.best:
        return plan, found, ""
    return wider, again, " ".join(meant.get(word, word) for word in plan.words)


def _hits(plan: Plan, found: Found) -> list[Hit]:
    """The rows of the hits as they are now, for these tokens only, in the engine's order."""
    ids = [match.entry_id for match in found.matches]
    rows = SearchEntry.objects.visible_to(plan.tokens).in_bulk(ids) if ids else {}
    marker = Marker(plan)
    pinned = set(plan.chosen.pinned)
    return [
        Hit(row, match.score, marker.mark(row.title), marker.summary(row.summary, row.body), row.pk in pinned)
        for match in found.matches
        if (row := rows.get(match.entry_id))
    ]


def _also(plan: Plan) -> list[tuple[str, str]]:
    return [(" ".join(unit[0]), " ".join(other)) for unit in plan.units for other in unit[1:2]]
