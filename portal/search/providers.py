"""What search answers when asked: every page that may be found, and what is due each minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from wagtail.models import Page

from portal.notifications.kinds import NewsKind
from portal.privacy.holdings import Holding, erase, move, stay
from portal.privacy.retention import Rule

from .actions import purge, repair
from .asked import AskedDay, AskedPhrase, SearchAnswer
from .counting import forget_unknown
from .findable import Findable
from .keeping import FOUND, tell_of_new
from .pages import findables_of, key_of, questions_of
from .saved import RecentSearches, SavedSearch
from .tasks import feed


def pages() -> Iterator[tuple[str, Sequence[Findable]]]:
    """Every live page with a kind."""
    for page in Page.objects.live().order_by("pk").specific().iterator(chunk_size=200):
        if entries := findables_of(page):
            yield key_of(page), entries
        yield from ((key, [entry]) for key, entry in questions_of(page))


def sweep(now: datetime) -> int:
    """Find what was missed: pages without a row, rows the engine does not have, what nobody needs any more."""
    return repair() + feed.func() + purge() + forget_unknown(now)


def tell_saved(now: datetime) -> int:
    """Saved searches tell of what is new in them."""
    return tell_of_new(now)


def news() -> list[NewsKind]:
    return [NewsKind(key=FOUND, topic="searches", name="What is new in your saved searches")]


def personal_data() -> list[Holding]:
    return [
        Holding(
            name="Searches you saved",
            table=SavedSearch,
            person=["person"],
            show=lambda row: {"name": row.name, "search": row.address, "tells of what is new": row.tells},
            becomes="Deleted.",
            close=erase,
            merge=move,
        ),
        Holding(
            name="Your recent searches",
            table=RecentSearches,
            person=["person"],
            show=lambda row: {"searches": [words for words, _ in row.searches()]},
            becomes="Deleted.",
            close=erase,
            merge=stay,
        ),
    ]


def retention() -> list[Rule]:
    return [
        Rule(
            key="search/asked",
            record="How often something was searched for",
            table=AskedDay,
            keep_for=timedelta(days=365),
            counted_from="the day it was asked",
            date="day",
            happens="The row is deleted.",
            why="A year shows what comes back with the seasons. Nobody stands in it.",
            rows=lambda before: AskedDay.objects.filter(day__lt=before.date()),
        ),
        Rule(
            key="search/phrases",
            record="Words that were searched for",
            table=AskedPhrase,
            keep_for=timedelta(days=365),
            counted_from="the last day they were asked",
            date="last_on",
            happens="The row is deleted. Words that fewer than three asked are never kept.",
            why="As long as the counts they belong to.",
            rows=lambda before: AskedPhrase.objects.filter(last_on__lt=before.date()),
        ),
        Rule(
            key="search/answers",
            record="What people said of a search",
            table=SearchAnswer,
            keep_for=timedelta(days=365),
            counted_from="the day it was said",
            date="day",
            happens="The row is deleted.",
            why="Read with the report of the searches it is about. Nobody stands in it.",
            rows=lambda before: SearchAnswer.objects.filter(day__lt=before.date()),
        ),
    ]
