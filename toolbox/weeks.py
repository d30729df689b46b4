"""A week of the toolbox, Monday to Sunday, by its number: what is new in it for overseas visitor managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.discussion.models import Comment

from .models import EntryPage

FIRST_YEAR = 2014
# One printed side holds this much; what is left out is named by its number.
MOST_TOOLS, MOST_ANSWERS = 8, 5


@dataclass(frozen=True)
class Week:
    monday: date

    @classmethod
    def now(cls) -> Week:
        today = timezone.localdate()
        return cls(today - timedelta(days=today.weekday()))

    @classmethod
    def numbered(cls, year: int, number: int) -> Week | None:
        """None where there is no such week, or none yet."""
        if year < FIRST_YEAR:
            return None
        try:
            week = cls(date.fromisocalendar(year, number, 1))
        except ValueError:
            return None
        return week if week.monday <= cls.now().monday else None

    @property
    def address(self) -> str:
        year, number, _day = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def is_now(self) -> bool:
        return self == Week.now()

    def before(self) -> Week | None:
        earlier = Week(self.monday - timedelta(days=7))
        return Week.numbered(*earlier.monday.isocalendar()[:2])

    def after(self) -> Week | None:
        return None if self.is_now else Week(self.monday + timedelta(days=7))

    def span(self) -> tuple[datetime, datetime]:
        first, last = (datetime.combine(day, time()) for day in (self.monday, self.monday + timedelta(days=7)))
        return timezone.make_aware(first), timezone.make_aware(last) - timedelta(microseconds=1)


@dataclass(frozen=True)
class Changes:
    """What this reader may see of a week, shortened to one side."""

    tools: list[EntryPage]
    more_tools: int
    answers: list[Comment]
    more_answers: int


def changes(week: Week, user: AbstractBaseUser | AnonymousUser) -> Changes:
    entries = EntryPage.objects.visible_to(user).filter(last_published_at__range=week.span())
    tools = list(entries.newest()[: 2 * MOST_TOOLS])
    for tool in tools:
        tool.is_new = tool.first_published_at >= week.span()[0]
    checked = (
        Comment.objects.published()
        .in_threads_visible_to(user)
        .filter(standing=Comment.Standing.CHECKED, mark__at__range=week.span(), mark__outdated_at=None)
        .select_related("thread", "mark__page")
        .order_by("-mark__at")
    )
    answers = list(checked[: 2 * MOST_ANSWERS])
    return Changes(
        tools=tools[:MOST_TOOLS],
        more_tools=max(0, entries.count() - MOST_TOOLS) if len(tools) > MOST_TOOLS else 0,
        answers=answers[:MOST_ANSWERS],
        more_answers=max(0, checked.count() - MOST_ANSWERS) if len(answers) > MOST_ANSWERS else 0,
    )
