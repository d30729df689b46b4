"""What has been asked, or answered in the toolbox, that resembles somebody's words: only of what they may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal.search.finding import Query, search
from portal.search.results import Hit
from portal.search.words import COMMON, stem, words_of

from .models import Thread

KINDS = (Thread.Kind.QUESTION.value, "tool", "guidance")
MOST, LOOKED_AT = 5, 15
ENOUGH = 0.5  # of the words that say something, so many are there too


def similar_to(words: str, *, tokens: Iterable[str], kinds: Sequence[str] = KINDS, most: int = MOST) -> list[Hit]:
    """The best first. One word in common makes nothing similar, unless there is but one."""
    asked = telling(words)
    if not asked:
        return []
    wanted = max(min(2, len(asked)), round(len(asked) * ENOUGH))
    found = search(Query(text=words, tokens=tokens, kinds=kinds, sort="best", per_page=LOOKED_AT)).hits
    near = [hit for hit in found if asked & telling(hit.entry.title) and len(asked & _of(hit)) >= wanted]
    return near[:most]


def telling(words: str) -> set[str]:
    """The stems of the words that say something."""
    return {stem(word) for word in words_of(words) if word not in COMMON}


def _of(hit: Hit) -> set[str]:
    return telling(f"{hit.entry.title} {hit.entry.summary}")
