"""The list of meetings as somebody asked for it: coming up or past, filters with counts, month, page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import models
from django.db.models.functions import TruncMonth
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from .querysets import EventQuerySet

PER_PAGE = 20
MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])")
NATIONAL = "national"


@dataclass(frozen=True)
class Option:
    """One value to choose, with the number of meetings that choosing it gives."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """So many meetings of one month and network: what all counts are made of, from one query."""

    month: str
    network: str
    network_name: str
    region: str
    region_name: str
    count: int


class PaginatorOfKnownCount(Paginator):
    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count  # type: ignore[misc]  # counted with the options already


class Listing:
    """Reads an address such as `?when=past&region=london&month=2014-02&page=2`; what it cannot read is a 404."""

    def __init__(self, events: EventQuerySet, asked: QueryDict, now: datetime | None = None) -> None:
        self.events, self.asked, self.now = events, asked, now or timezone.now()
        self.is_past = asked.get("when") == "past"
        self.chosen = {name: asked.get(name, "") for name in ("region", "network", "month")}
        if self.chosen["month"] and not MONTH.fullmatch(self.chosen["month"]):
            raise Http404("There is no such month.")
        if self.chosen["network"] and not re.fullmatch(r"\d{1,9}", self.chosen["network"]):
            raise Http404("There is no such network.")

    @cached_property
    def groups(self) -> list[Group]:
        page = "meeting__network__page"
        rows = (
            self._in_time()
            .order_by()
            .annotate(month=TruncMonth("meeting__starts_at"))
            .values_list(
                "month", "meeting__network", f"{page}__title", f"{page}__region__slug", f"{page}__region__name"
            )
            .annotate(number=models.Count("pk"))
        )
        return [
            Group(f"{month:%Y-%m}", str(network or ""), title or "", region or NATIONAL, name or "National", number)
            for month, network, title, region, name, number in rows
        ]

    @cached_property
    def page(self) -> Page:
        """This page of the list, each row with its meeting, network and places."""
        count = sum(group.count for group in self.groups if self._fits(group))
        paginator = PaginatorOfKnownCount(self._filtered(), PER_PAGE, count)
        try:
            page = paginator.page(self.asked.get("page", 1))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404("There is no such page.") from error
        page.object_list = page.object_list.cards()  # type: ignore[attr-defined]
        return page

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    @property
    def regions(self) -> list[Option]:
        return self._options("region", {group.region: group.region_name for group in self.groups})

    @property
    def networks(self) -> list[Option]:
        return self._options("network", {group.network: group.network_name for group in self.groups if group.network})

    @property
    def months(self) -> list[Option]:
        """Newest first in the archive, next first for what comes."""
        named = {group.month: date_format(date.fromisoformat(f"{group.month}-01"), "F Y") for group in self.groups}
        return sorted(self._options("month", named), key=lambda option: option.value, reverse=self.is_past)

    def without_month(self) -> str:
        """The address of the archive without its month, ready for another."""
        query = self.asked.copy()
        for name in ("month", "page"):
            query.pop(name, None)
        return query.urlencode()

    def _options(self, name: str, labels: dict[str, str]) -> list[Option]:
        options = []
        for value, label in labels.items():
            others = [group for group in self.groups if self._fits(group, leaving_out=name)]
            count = sum(group.count for group in others if getattr(group, name) == value)
            if count or value == self.chosen[name]:
                options.append(Option(value, label, count, value == self.chosen[name]))
        return sorted(options, key=lambda option: option.label)

    def _fits(self, group: Group, leaving_out: str = "") -> bool:
        return all(
            not value or name == leaving_out or getattr(group, name) == value for name, value in self.chosen.items()
        )

    def _in_time(self) -> EventQuerySet:
        return self.events.past(self.now) if self.is_past else self.events.upcoming(self.now)

    def _filtered(self) -> EventQuerySet:
        events = self._in_time()
        if region := self.chosen["region"]:
            page = "meeting__network__page__region"
            events = events.filter(**({f"{page}__isnull": True} if region == NATIONAL else {f"{page}__slug": region}))
        if network := self.chosen["network"]:
            events = events.filter(meeting__network=int(network))
        if month := self.chosen["month"]:
            events = events.in_month(date.fromisoformat(f"{month}-01"))
        return events
