"""Engines behind one interface. Rows are the truth; an engine is a way to look into them, and can be built again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..models import SearchEntry
from ..query import Phrase, Plan
from ..results import Found

# Scores of every engine: a tier for how well the words match, and less than one tier for everything else.
# any +100, all +200, phrase +100, exact title +100; words that only resemble the asked ones stay below "any".
TIER = 100
ALL = 2 * TIER  # so much that no row with some of the words, however rare and high up, comes near
WEAK = TIER + ALL - 30  # a best score below this: nothing has all the words, so look for slips of the finger
IN_TITLE = 30  # all words, or the phrase, in the title
COVERED = 40  # at most, for the share of the words that are there, rare words counting more
TITLE_COVERED = 40  # the same, in the title
RELEVANCE = 30  # at most, for how often and where
PINNED = 10_000  # what the programme chose stands above all; the first by one tier more than the next
FRESH = 10  # at most, half of it after half a year
FRESH_DAYS = 180
STANDING = 10  # up for endorsed; stale goes down by three times that


class EngineAwayError(Exception):
    """The engine does not answer; the database can."""


class Engine(Protocol):
    name: str

    def index(self, rows: Sequence[SearchEntry]) -> None:
        """Take these rows as they are now; forget those that are not live. An older version replaces no newer one."""

    def search(self, plan: Plan) -> Found:
        """The page of hits and the counts, for the plan's tokens only."""

    def commonness(self, units: Sequence[Sequence[Phrase]]) -> tuple[list[int], int]:
        """How many rows have each of these, and of how many rows."""

    def similar(self, words: Sequence[str], tokens: Sequence[str]) -> list[str]:
        """Folded words of titles and summaries that these tokens may see and that resemble the given words."""

    def suggest(self, words: Sequence[str], tokens: Sequence[str], limit: int) -> list[SearchEntry]:
        """Visible things whose title has words that begin like these."""

    def rebuild(self) -> int:
        """Fill the engine anew from the rows while writes go on; how many rows it took."""
