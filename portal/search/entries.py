"""How a `Findable` becomes a row: cleaned, cut to length, its audience looked up or made."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable

from .findable import Findable, facet_values
from .models import Audience, AudienceToken, SearchEntry

LONGEST_BODY = 200_000
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# What makes two rows say the same.
CONTENT = [
    *("kind", "title", "summary", "body", "url", "topics", "facets", "audience_id", "outdone_by_id", "page_id"),
    *("fresh_at", "standing", "state"),
]


def clean(text: str, longest: int) -> str:
    """Without what a database cannot hold (NUL, half characters), single-spaced, and not longer than this."""
    return " ".join(UNSTORABLE.sub(" ", str(text)).split())[:longest]


def audience_of(tokens: Iterable[str]) -> Audience:
    """The one row for this set of tokens."""
    wanted = sorted(set(tokens))
    key = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    audience, created = Audience.objects.get_or_create(key=key)
    if created:
        AudienceToken.objects.bulk_create([AudienceToken(audience=audience, token=token) for token in wanted])
    return audience


def rows_of(key: str, findables: Iterable[Findable]) -> list[SearchEntry]:
    """Unsaved rows of a thing, from the richest to the plainest: whoever may see one never sees those after it."""
    rows, richer = [], set[str]()
    for findable in findables:
        tokens = set(findable.audience)
        facets = [[clean(said, 120) for said in facet] for facet in facet_values(findable.facets)]
        rows.append(
            SearchEntry(
                key=key,
                part=findable.part,
                kind=findable.kind,
                title=clean(findable.title, 255),
                summary=clean(findable.summary, 2000),
                body=clean(findable.body, LONGEST_BODY),
                url=clean(findable.url, 500),
                topics=[clean(topic, 100) for topic in findable.topics],
                facets=[["kind", findable.kind, ""], *facets],
                audience=audience_of(tokens),
                outdone_by=audience_of(richer) if richer else None,
                page_id=findable.page if findable.page is not None else page_in(key),
                fresh_at=findable.fresh_at,
                standing=findable.standing,
            )
        )
        richer |= tokens
    return rows


def page_in(key: str) -> int | None:
    """The page that a key such as page:12 names."""
    name, _, number = key.partition(":")
    return int(number) if name == "page" and number.isdigit() else None


def same(one: SearchEntry, other: SearchEntry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CONTENT)


def next_version(*, after: int = 0) -> int:
    """Rises for each change of a row, also when the row was purged and made again: the clock, never backwards."""
    return max(after + 1, time.time_ns() // 1000)
