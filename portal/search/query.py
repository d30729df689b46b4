"""What somebody asks, and what an engine is asked in turn."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .words import COMMON, runs, stem, words_of

LONGEST_TEXT = 500
MOST_WORDS = 24
PER_PAGE = 20
OFTEN = 15  # rows: a word in fewer tells something, however few rows there are
LAST_PAGE = 50  # beyond, nobody reads: narrow the search instead

Phrase = tuple[str, ...]  # folded words that stand together


@dataclass(frozen=True, kw_only=True)
class Query:
    """What somebody asks. `tokens` are the searcher's audience tokens. Without text it is a browse, newest first."""

    text: str = ""
    tokens: Iterable[str] = ()
    kinds: Sequence[str] = ()  # the room's own scope: not offered as a filter, not undone by the searcher
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""  # "best" (with text), "newest", "title"
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class Chosen:
    """Rows of what comes first, thing by thing, and of what is left out. Who may see them the engine asks as ever."""

    first: tuple[tuple[int, ...], ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def pinned(self) -> tuple[int, ...]:
        return tuple(pk for rows in self.first for pk in rows)

    def __bool__(self) -> bool:
        return bool(self.first or self.left_out)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A query as engines take it: words folded, synonyms found, limits kept."""

    words: Phrase  # as asked, in order
    units: tuple[tuple[Phrase, ...], ...]  # all of them must match for "all words"; each lists its alternatives
    fuzzy: tuple[str, ...]  # words that resemble what was asked
    tokens: tuple[str, ...]
    kinds: tuple[str, ...]
    filters: dict[str, tuple[str, ...]]
    sort: str
    offset: int
    limit: int
    after: int = 0  # only entries that came after this one
    shares: tuple[float, ...] = ()  # what each unit weighs among them; together 1. Empty: not asked
    telling: tuple[tuple[Phrase, ...], ...] = ()  # the units that are not everywhere
    chosen: Chosen = Chosen()  # what the programme shows first for these words, and leaves out

    @property
    def folded(self) -> str:
        return " ".join(self.words)

    @property
    def needed(self) -> tuple[tuple[Phrase, ...], ...]:
        """What a row must have to have "all the words"."""
        return self.telling or self.units

    @property
    def worth(self) -> list[tuple[tuple[Phrase, ...], float]]:
        """What each word weighs: half of it for the word as it was asked, half for any that means the same."""
        asked = [(unit, share) for unit, share in zip(self.units, self.shares, strict=False) if share]
        return [(others, share / 2) for unit, share in asked for others in (unit[:1], unit)]

    @property
    def alternatives(self) -> tuple[Phrase, ...]:
        """Everything that counts as a match of any word."""
        single = tuple((word,) for word in self.words if word not in COMMON)
        return tuple(dict.fromkeys([*single, *(phrase for unit in self.units for phrase in unit)]))


def plain(text: str) -> str:
    """What was typed as one short line that can be shown and searched: any bytes become some text."""
    shown = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: LONGEST_TEXT * 4])
    return " ".join(shown.split())[:LONGEST_TEXT]


def plan_of(query: Query, synonyms: Iterable[Sequence[str]] = (), fuzzy: Iterable[str] = ()) -> Plan:
    words = tuple(words_of(plain(query.text))[:MOST_WORDS])
    sort = query.sort if query.sort in ("newest", "title") or (query.sort == "best" and words) else ""
    return Plan(
        words=words,
        units=_units(words, synonyms),
        fuzzy=tuple(dict.fromkeys(fuzzy)),
        tokens=tuple(sorted(set(query.tokens))),
        kinds=tuple(query.kinds),
        filters={name: tuple(dict.fromkeys(map(plain, values))) for name, values in query.filters.items() if values},
        sort=sort or ("best" if words else "newest"),
        offset=(max(1, query.page) - 1) * query.per_page,
        limit=query.per_page,
    )


def weighed(plan: Plan, counts: Sequence[int], rows: int) -> Plan:
    """The plan with what each of its words tells: little where many of the rows have it, most where few do."""
    rarity = [math.log(1 + rows / count) if count else 0.0 for count in counts]
    everywhere = max(OFTEN, rows / 5)
    return replace(
        plan,
        shares=tuple(rare / (sum(rarity) or 1) for rare in rarity),
        telling=tuple(unit for unit, count in zip(plan.units, counts, strict=True) if count <= everywhere),
    )


def _units(words: Phrase, synonyms: Iterable[Sequence[str]]) -> tuple[tuple[Phrase, ...], ...]:
    """The words asked for, or runs of them that have synonyms, each with its alternatives."""
    known: dict[Phrase, list[Phrase]] = {}
    for line in synonyms:
        phrases = [phrase for phrase in (tuple(words_of(given)) for given in line) if phrase]
        for phrase in phrases:
            known.setdefault(_stems(phrase), []).extend(other for other in phrases if other != phrase)
    longest = max((len(phrase) for phrase in known), default=0)
    taken: dict[int, tuple[int, tuple[Phrase, ...]]] = {}
    free = set(range(len(words)))
    for start, end in runs(len(words), longest):
        others = known.get(_stems(words[start:end]))
        if others and free.issuperset(range(start, end)):
            free.difference_update(range(start, end))
            taken[start] = (end, tuple(dict.fromkeys([words[start:end], *others])))
    for start in free:
        taken[start] = (start + 1, ((words[start],),))
    units = [taken[start][1] for start in sorted(taken)]
    telling = [unit for unit in units if len(unit) > 1 or len(unit[0]) > 1 or unit[0][0] not in COMMON]
    return tuple(dict.fromkeys(telling or units))


def _stems(phrase: Phrase) -> Phrase:
    return tuple(stem(word) for word in phrase)
