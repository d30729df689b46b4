"""One pass over a text: everything found in it, without overlaps; and the text without it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from . import digits, named, person
from .hits import Hit, Kind
from .labels import Labels
from .masks import Mask
from .plain import lowered, plain

_HAS_DIGIT = re.compile(r"[0-9]")
MOST_PASSES = 5
# In one place both may fit: the more telling kind wins.
RANK = list(Kind)


def find(
    text: str, *, masks: Sequence[Mask] = (), allow: Collection[Kind] = (), today: date | None = None
) -> list[Hit]:
    """What could identify a patient, in order. `allow`: kinds that are no matter here, such as postcodes of venues."""
    clean = plain(text)
    if not _HAS_DIGIT.search(clean):
        return []  # every identifier has a digit
    return _apart(hit for hit in _all(clean, masks, today or date.today()) if hit.kind not in allow)


def _all(clean: str, masks: Sequence[Mask], today: date) -> Iterator[Hit]:
    small = lowered(clean)
    labels = Labels(small)
    runs = digits.numbers(clean)
    yield from digits.health_cards(clean, labels, runs)
    yield from digits.cards(clean, labels, runs)
    yield from digits.health_numbers(clean, labels, runs)
    yield from named.named(small, labels)
    yield from named.shapes(clean, small, labels)
    yield from person.births(clean, small, labels, today)
    yield from person.postcodes(clean, small, labels)
    for mask in masks:
        yield from _local(small, labels, mask)


def _local(small: str, labels: Labels, mask: Mask) -> Iterator[Hit]:
    """A trust's own numbers. Digits alone are a hit only beside words of a hospital."""
    for found in re.finditer(mask.pattern(), small):
        near = {label.kind for label in (labels.before(found.start()), labels.after(found.end())) if label}
        said = bool(near & {"hospital", "patient", "nhs", "birth"})
        if said or mask.is_telling or (mask.has_letters and "other" not in near):
            yield Hit(found.start(), found.end(), Kind.HOSPITAL, said or mask.is_telling)


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap, the clear one, then the longer one, then the more telling kind."""
    best = sorted(set(hits), key=lambda hit: (not hit.clear, hit.start - hit.end, RANK.index(hit.kind)))
    taken: list[Hit] = []
    covered = bytearray(max((hit.end for hit in best), default=0))
    for hit in best:
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            taken.append(hit)
    return sorted(taken)


def redact(text: str, *, masks: Sequence[Mask] = (), allow: Collection[Kind] = (), today: date | None = None) -> str:
    """The text with each match replaced. Nothing is found in what comes out."""
    for _ in range(MOST_PASSES):
        hits = find(text, masks=masks, allow=allow, today=today)
        if not hits:
            return text
        for hit in reversed(hits):
            text = f"{text[: hit.start]}[{hit.kind.label} removed]{text[hit.end :]}"
    if find(text, masks=masks, allow=allow, today=today):
        text = re.sub(r"\d", "…", text)  # numbers so tangled that taking one out shows the next
        text = re.sub(r"\d", "…", plain(text))
    return text
