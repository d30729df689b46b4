"""The service writes names and addresses in capitals; people read them better as they are spoken."""

from __future__ import annotations

import re

CAPITALS = {"NHS", "ICB", "ICS", "CCG", "GP", "UK", "CIC", "HQ", "II", "III", "NE", "NW", "SE", "SW", "PCT", "SHA"}
SMALL = {"and", "at", "by", "for", "in", "of", "on", "the", "to", "under", "upon", "with"}
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def spoken(text: str) -> str:
    """ "BARTS HEALTH NHS TRUST" as "Barts Health NHS Trust". Text that has small letters stays as it is."""
    if text != text.upper():
        return text
    first = True

    def word(match: re.Match[str]) -> str:
        nonlocal first
        whole, is_first = match.group(), first
        first = False
        if whole in CAPITALS or any(letter.isdigit() for letter in whole):
            return whole
        if whole.lower() in SMALL and not is_first:
            return whole.lower()
        return whole[0] + whole[1:].lower()

    return WORD.sub(word, text)


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but capitals and spaces: staff may mend those."""
    return one.casefold().split() == other.casefold().split()
