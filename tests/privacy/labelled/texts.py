"""Puts drawn numbers into the carriers and remembers where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from portal.privacy.identifiers import Kind

from . import carriers, held_out, last, unseen
from .values import DRAW

SEED = 1948
_SLOT = re.compile(r"\{(?P<plain>\w+)\}|≪(?P<kind>\w+):(?P<value>\w+)≫")
KIND_OF = {
    **{kind.name.lower(): kind for kind in Kind},
    "nhs_plain": Kind.NHS,
    "nhs_odd": Kind.NHS,
    "nhs_other_script": Kind.NHS,
    "account": Kind.BANK,
    "sort_code": Kind.BANK,
    "iban": Kind.BANK,
    "local": Kind.HOSPITAL,
}
SETS = {"side by side": carriers, "kept apart": held_out, "last": last, "unseen": unseen}
MASK = "=R=J=Z9999999"


@dataclass(frozen=True)
class Text:
    words: str
    marks: tuple[tuple[int, int, Kind], ...]


def texts(name: str, seed: int = SEED) -> list[Text]:
    """All texts of one set."""
    source = SETS[name]
    random = Random(seed + list(SETS).index(name))  # noqa: S311
    made = []
    for line in source.IDENTIFYING.strip().splitlines():
        kind, _, words = line.partition(" | ")
        made += [filled(words.replace("\\t", "\t"), random) for _ in range(4 if kind == "nhs" else 3)]
    for words in source.CLEAN.strip().splitlines():
        made += [filled(words, random) for _ in range(4)]
    return list(dict.fromkeys(made))


def filled(words: str, random: Random) -> Text:
    out, marks, at = "", [], 0
    for slot in _SLOT.finditer(words):
        name = slot["plain"] or slot["value"]
        value = DRAW[name](random)
        out += words[at : slot.start()]
        if name in KIND_OF:
            marks.append((len(out), len(out) + len(value), KIND_OF[name]))
        out += value
        at = slot.end()
    return Text(out + words[at:], tuple(marks))


def identifying(made: list[Text]) -> Iterator[Text]:
    return (text for text in made if text.marks)
