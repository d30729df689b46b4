"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from .models import SearchEntry
from .query import Plan


@dataclass(frozen=True)
class Match:
    """A hit as the engine knows it."""

    entry_id: int
    score: float


@dataclass(frozen=True)
class Count:
    """How many hits a facet's value would leave, its own facet's choice aside."""

    name: str
    value: str
    label: str
    count: int


@dataclass
class Found:
    """What an engine answers: the page of hits, how many there are, the best score of all, and counts."""

    matches: list[Match]
    total: int
    best: float
    counts: list[Count]


@dataclass(frozen=True)
class Hit:
    entry: SearchEntry
    score: float
    title: str  # marked, safe HTML
    summary: str  # marked, safe HTML: the summary, or the words of the body around a match
    pinned: bool = False  # chosen by the programme for these words

    @property
    def badge(self) -> str:
        """What to show it as: a tool by its type, everything else by its kind."""
        types = [value for name, value, _ in self.entry.facets if name == "type"]
        return types[0] if self.entry.kind == "tool" and types else self.entry.kind

    @property
    def labels(self) -> list[str]:
        """What tells it apart from its neighbours, in words."""
        return [label for name, _, label in self.entry.facets if name in ("theme", "network", "region", "status")][:4]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]


@dataclass
class Results:
    plan: Plan
    hits: list[Hit]
    total: int
    page: int
    pages: int
    facets: list[Facet] = field(default_factory=list)
    kinds: list[Choice] = field(default_factory=list)
    also: list[tuple[str, str]] = field(default_factory=list)  # (what was asked, what that finds too)
    did_you_mean: str = ""
    engine: str = ""
    degraded: bool = False  # the outside engine is away; the database answered
