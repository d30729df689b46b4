"""A text in plain characters of the same length, so that a place in one is a place in the other."""

from __future__ import annotations

import unicodedata

NOTHING = "\x00"  # stands where a character without width was; separators of digits include it


class _Table(dict):
    """One character for each; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        if kind == "Nd":
            plain = str(unicodedata.decimal(letter))
        elif kind == "Zs":
            plain = " "
        elif kind in ("Zl", "Zp"):
            plain = "\n"
        elif kind == "Pd" or letter == "\u2212":
            plain = "-"
        elif kind in ("Cf", "Mn", "Me"):
            plain = NOTHING
        elif kind == "Cs":
            plain = "?"
        else:
            plain = unicodedata.normalize("NFKC", letter)
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_TABLE = _Table({ord("·"): ".", ord("•"): ".", 0x2019: "'"})


def plain(text: str) -> str:
    """Digits of every script as 0 to 9, every space, dash and invisible letter as one of each."""
    return text if text.isascii() else text.translate(_TABLE)


def lowered(text: str) -> str:
    """In small letters, of the same length: the few letters that would become two stay as they are."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(a if len(a) == 1 else b for a, b in _pairs(text))


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(letter.lower(), letter) for letter in text]
