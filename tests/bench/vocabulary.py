"""Words as people use them: those of this project's own texts and of Python's manual, as often as they stand there."""

from __future__ import annotations

import itertools
import pydoc_data.topics
import random
import re
import sysconfig
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORD = re.compile(r"[a-z]{2,}")
SAID = re.compile(r'"""(.*?)"""', re.DOTALL)
OF_THE_FIELD = 5  # as many times as often as the manual's
REFERENCES = 0.01  # one word in a hundred is a number that hardly anything else has


@cache
def words() -> tuple[list[str], list[int]]:
    """Eleven thousand words, the commonest first, and how often all up to each of them stand in the texts."""
    counted = Counter[str]()
    for text in own_texts():
        counted.update(WORD.findall(text.lower()) * OF_THE_FIELD)
    for text in manual():
        counted.update(WORD.findall(text.lower()))
    known = counted.most_common()
    return [word for word, _ in known], list(itertools.accumulate(count for _, count in known))


def own_texts() -> Iterator[str]:
    for path in sorted([*(ROOT / "docs").glob("*.md"), *(ROOT / "portal" / "demo").glob("*.py")]):
        yield path.read_text()


def manual() -> Iterator[str]:
    yield from pydoc_data.topics.topics.values()
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).glob("**/*.py")):
        if not {"site-packages", "dist-packages", "test", "tests"}.intersection(path.parts):
            yield from SAID.findall(path.read_text(errors="ignore"))


def prose(length: int, dice: random.Random) -> str:
    """So many words, in sentences of about twelve."""
    known, skew = words()
    said = dice.choices(known, cum_weights=skew, k=length)
    for place in range(length):
        if dice.random() < REFERENCES:
            said[place] = f"ov{dice.randrange(10**6)}"
    return ". ".join(" ".join(said[first : first + 12]).capitalize() for first in range(0, length, 12))
