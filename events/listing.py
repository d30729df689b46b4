"""The list of meetings as somebody asked for it: coming up or past, filters with counts, month, page."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from .choice import Choice, Counts, Option
from .querysets import EventQuerySet

PER_PAGE = 20
MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])")


class PaginatorOfKnownCount(Paginator):
    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count  # type: ignore[misc]  # counted with the options already


class Listing:
    """Reads an address such as `?when=past&region=london&month=2014-02&page=2`; what it cannot read is a 404."""

    view = "list"

    def __init__(self, events: EventQuerySet, asked: QueryDict, now: datetime | None = None) -> None:
        self.events, self.asked, self.now = events, asked, now or timezone.now()
        self.is_past = asked.get("when") == "past"
        self.choice = Choice(asked)
        self.month = month_asked(asked)

    @property
    def chosen(self) -> dict[str, str]:
        return {**self.choice.chosen, "month": f"{self.month:%Y-%m}" if self.month else ""}

    @cached_property
    def counts(self) -> Counts:
        return Counts(self._in_time(), self.chosen)

    @cached_property
    def page(self) -> Page:
        """This page of the list, each row with its meeting, network and places."""
        paginator = PaginatorOfKnownCount(self._filtered(), PER_PAGE, self.counts.total)
        try:
            page = paginator.page(self.asked.get("page", 1))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404("There is no such page.") from error
        events = page.object_list.with_outcomes() if self.is_past else page.object_list  # type: ignore[attr-defined]
        page.object_list = events.cards()  # type: ignore[attr-defined]
        return page

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    @property
    def months(self) -> list[Option]:
        """Newest first in the archive, next first for what comes."""
        found = {group.month for group in self.counts.groups}
        named = {month: date_format(date.fromisoformat(f"{month}-01"), "F Y") for month in found}
        return sorted(self.counts.options("month", named), key=lambda option: option.value, reverse=self.is_past)

    def _in_time(self) -> EventQuerySet:
        return self.events.past(self.now) if self.is_past else self.events.upcoming(self.now)

    def _filtered(self) -> EventQuerySet:
        events = self.choice.of(self._in_time())
        return events.in_month(self.month) if self.month else events


def month_asked(asked: QueryDict) -> date | None:
    month = asked.get("month", "")
    if month and not MONTH.fullmatch(month):
        raise Http404("There is no such month.")
    return date.fromisoformat(f"{month}-01") if month else None
