"""A month of meetings as a calendar sheet: weeks of days, past and coming alike, with the same filters as the list."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from .choice import Choice, Counts
from .listing import month_asked
from .querysets import EventQuerySet

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 1)  # what an address can name


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    events: list[Any]


class Month:
    """Reads an address such as `?view=month&month=2014-02&region=london`; without a month it is this one."""

    view = "month"
    is_past = False

    def __init__(self, events: EventQuerySet, asked: QueryDict, now: datetime | None = None) -> None:
        self.today = timezone.localdate(now)
        self.first = month_asked(asked) or self.today.replace(day=1)
        self.choice = Choice(asked)
        self.events = events.in_month(self.first)

    @property
    def chosen(self) -> dict[str, str]:
        return self.choice.chosen

    @property
    def is_filtered(self) -> bool:
        return bool(self.choice)

    @cached_property
    def counts(self) -> Counts:
        return Counts(self.events, self.chosen)

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """Monday to Sunday. A meeting stands on the day it starts, in London."""
        on = defaultdict(list)
        for event in self.choice.of(self.events).with_meeting().order_by("meeting__starts_at", "pk"):
            on[timezone.localdate(event.meeting.starts_at)].append(event)
        weeks = Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [[Day(day, day.month == self.first.month, day == self.today, on[day]) for day in week] for week in weeks]

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def earlier(self) -> str:
        """The month before as an address, empty at the end of what an address can name."""
        return self._address(self.first - timedelta(days=1)) if self.first > FIRST else ""

    @property
    def later(self) -> str:
        return self._address(self.first + timedelta(days=31)) if self.first < LAST else ""

    def _address(self, day: date) -> str:
        return "&".join(part for part in [f"view=month&month={day:%Y-%m}", self.choice.query] if part)
