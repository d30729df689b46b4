"""What differs between two texts, paragraph by paragraph and word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 6_000
"""A paragraph with more words is compared as a whole: comparing words takes the square of them."""

MOST_LINES = 2_000


@dataclass(frozen=True)
class Run:
    """Words that are the same, new or gone."""

    how: str  # "same", "new", "gone"
    words: str


@dataclass(frozen=True)
class Line:
    """A paragraph: as it was, new, gone or changed inside; or so many that did not change and are left out."""

    how: str  # "same", "new", "gone", "changed", "left out"
    runs: tuple[Run, ...] = ()
    count: int = 0


def compare(before: Sequence[str], after: Sequence[str], *, around: int = 1) -> list[Line]:
    """Only what changed, with so many unchanged paragraphs around it."""
    lines: list[Line] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            lines += [Line("same", (Run("same", words),)) for words in before[a:b]]
        else:
            lines += _replaced(before[a:b], after[c:d])
    return _shortened(lines, around)


def in_lines(text: str) -> list[str]:
    """The words of a file, a line each; as many as can be compared while somebody waits."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line][:MOST_LINES]


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Paragraphs that stand for one another are compared by words, as far as there are pairs."""
    pairs = min(len(before), len(after))
    lines = []
    for old, new in zip(before[:pairs], after[:pairs], strict=True):
        if SequenceMatcher(None, old.split(), new.split(), autojunk=False).quick_ratio() < 0.3:
            lines += [Line("gone", (Run("gone", old),)), Line("new", (Run("new", new),))]
        else:
            lines.append(Line("changed", tuple(words_of(old, new))))
    lines += [Line("gone", (Run("gone", words),)) for words in before[pairs:]]
    return lines + [Line("new", (Run("new", words),)) for words in after[pairs:]]


def words_of(old: str, new: str) -> list[Run]:
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    if max(len(before), len(after)) > LONGEST:
        return [Run("gone", old), Run("new", new)]
    runs = []
    bare = [[word.strip() for word in words] for words in (before, after)]
    for _how, a, b, c, d in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        if bare[0][a:b] == bare[1][c:d]:
            runs.append(Run("same", "".join(after[c:d])))
            continue
        if a < b:
            runs.append(Run("gone", "".join(before[a:b])))
        if c < d:
            runs.append(Run("new", "".join(after[c:d])))
    return runs


def _shortened(lines: list[Line], around: int) -> list[Line]:
    near = {
        place + step for place, line in enumerate(lines) if line.how != "same" for step in range(-around, around + 1)
    }
    shown: list[Line] = []
    for place, line in enumerate(lines):
        if place in near:
            shown.append(line)
        elif shown and shown[-1].how == "left out":
            shown[-1] = Line("left out", count=shown[-1].count + 1)
        else:
            shown.append(Line("left out", count=1))
    return shown
