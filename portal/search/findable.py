"""What an app says of a thing that may be found: one `Findable` for the thing, or one for each of its audiences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import slugify

# The address carries the first (short, lower case), people read the second.
FacetValue = str | tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Findable:
    """A thing as one audience may find it. Plain text throughout; the url is the path people open.

    `facets` names what to filter by: `{"type": ["Template"], "network": [("london", "London network")]}`. A plain
    string is the word people read; the address gets its slug.
    """

    kind: str
    title: str
    url: str
    audience: Iterable[str]
    part: str = ""  # names the audience where a thing has several ("teaser", "inside")
    summary: str = ""
    body: str = ""
    topics: Sequence[str] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    fresh_at: datetime | None = None  # not given: the first time it was put
    standing: int = 0  # 1: endorsed or checked, -1: stale or superseded
    page: int | None = None  # the page it stands on: hidden with it, and asked again when found


def facet_values(facets: Mapping[str, Sequence[FacetValue]]) -> Iterator[tuple[str, str, str]]:
    """Each (name, value for the address, label to read), once."""
    seen = set()
    for name, values in facets.items():
        for given in values:
            value, label = (str(given[0]), str(given[1])) if isinstance(given, tuple) else _said(str(given))
            if value and (name, value) not in seen:
                seen.add((name, value))
                yield name[:30], value[:80], label[:120]


def _said(word: str) -> tuple[str, str]:
    slug = slugify(word)
    label = word.replace("-", " ").capitalize() if word == slug else word
    return slug, label
