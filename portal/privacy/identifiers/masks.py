"""The shape of a trust's hospital numbers in a language too small to be dangerous: AA999999."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 20
_PARTS = {"9": "[0-9]", "A": "[a-z]", "*": "[a-z0-9]"}
_BETWEEN = r"[ \-/.\x00]?"


class MaskError(ValueError):
    """A mask that would not work, with a sentence that says why."""


@dataclass(frozen=True)
class Mask:
    """9 is a digit, A a letter, * either, =A the letter A itself; other letters, spaces and dashes are themselves.

    Every position takes exactly one character, so a search with it takes time in proportion to the text and no more.
    """

    text: str
    label: str = "hospital number"

    def __post_init__(self) -> None:
        positions = self.positions()
        if len(positions) > LONGEST:
            raise MaskError(f"Use {LONGEST} characters or fewer.")
        if sum(part in ("9", "*") for part in positions) < 4:
            raise MaskError("Use at least four positions for digits (9), or it would match ordinary words.")
        if sum(part not in (" ", "-", "/") for part in positions) < 6:
            raise MaskError("Use at least six letters and digits, or it would match ordinary numbers.")

    def positions(self) -> list[str]:
        """One entry a position: "9", "A", "*", or "=" and the character itself."""
        parts: list[str] = []
        rest = iter(self.text.strip())
        for letter in rest:
            if letter == "=":
                letter = next(rest, "")
                if not letter.isascii() or not letter.isalnum():
                    raise MaskError("After = comes the letter or digit itself, for example =A.")
                parts.append("=" + letter.lower())
            elif letter in _PARTS or letter in " -/":
                parts.append(letter)
            elif letter.isascii() and letter.isalnum():
                parts.append("=" + letter.lower())
            else:
                raise MaskError("Use 9 for a digit, A for a letter, * for either, spaces, dashes and slashes.")
        return parts

    def pattern(self) -> str:
        """For text in small letters. Spaces and dashes of the mask may be left out or differ."""
        out = ""
        for part in self.positions():
            out += _BETWEEN if part in " -/" else _PARTS.get(part) or re.escape(part[1:])
        return f"(?<![a-z0-9]){out}(?![a-z0-9])"

    @property
    def is_telling(self) -> bool:
        """Letters of its own, or letters at all beside at least five digits: seldom anything else."""
        parts = self.positions()
        own = [part for part in parts if part.startswith("=") and part[1].isalpha()]
        digits = sum(part == "9" for part in parts)
        return digits >= 5 and (bool(own) or parts.count("A") >= 2)

    @property
    def has_letters(self) -> bool:
        return any(part == "A" or (part.startswith("=") and part[1].isalpha()) for part in self.positions())
