"""Words as search sees them: folded to lower case without accents, and stemmed. The same for every engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile("['\u2019]")
LONGEST_WORD = 60

# Words too common to ask for alone. They still count in phrases.
COMMON = frozenset(
    """
    a an and are as at be but by can do does for from had has have how i if in into is it its me my no not of on or our
    so than that the their them then there these they this to us was we were what when where which who why will with
    you your
    """.split()  # noqa: SIM905 - a list of sixty quoted words is no easier to read
)
_stemmer = snowballstemmer.stemmer("english")


def fold(text: str) -> str:
    """Lower case, without accents."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).lower()


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(APOSTROPHE.sub("", text)))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    return _stemmer.stemWord(word)


def stems_of(text: str) -> list[str]:
    return [stem(word) for word in words_of(text)]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is this word with a slip or two of the finger; None when none is, or the word is there."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
    near = []
    for candidate in candidates:
        if candidate == word:
            return None
        if slips and abs(len(candidate) - len(word)) <= slips:
            distance = _distance(word, candidate)
            if distance <= slips:
                near.append((distance, candidate[0] != word[0], candidate))
    return min(near)[2] if near else None


def _distance(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two short words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]


def runs(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """Each (start, end) of a run of words, the longest first."""
    for size in range(min(length, longest), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size
