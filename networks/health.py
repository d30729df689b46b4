"""How a network fares, for those who run it: what waits, and twelve months in small plots with their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.cms.audience import providers
from portal.discussion.models import Comment, Report, Thread
from portal.notifications.models import Notice
from portal.notifications.querysets import label_of

from .models import Network

MONTHS = 12
SHOWN = 5
WENT = ["networks/left", "networks/member_removed"]
WIDTH, GAP, HEIGHT = 16, 4, 48


@dataclass(frozen=True)
class Column:
    """One month of a plot."""

    month: date
    number: int
    x: int
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True)
class Plot:
    """Numbers by month, to draw and to read."""

    name: str
    about: str
    numbers: dict[date, int]

    @property
    def now(self) -> int:
        return list(self.numbers.values())[-1]

    @property
    def width(self) -> int:
        return len(self.numbers) * (WIDTH + GAP)

    @property
    def columns(self) -> list[Column]:
        most = max(self.numbers.values()) or 1
        return [
            Column(month, number, x=place * (WIDTH + GAP), height=round(HEIGHT * number / most))
            for place, (month, number) in enumerate(self.numbers.items())
        ]

    @property
    def caption(self) -> str:
        return f"{self.name}, month by month"

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(f"{month:%B %Y}", number) for month, number in self.numbers.items()]


class Health:
    """A fixed number of queries, however much is said and however many belong."""

    def __init__(self, network: Network, user: AbstractBaseUser, now: datetime | None = None) -> None:
        self.network, self.user = network, user
        self.now = now or timezone.now()
        self.months = list(last_months(timezone.localdate(self.now)))
        self.since = timezone.make_aware(datetime.combine(self.months[0], datetime.min.time()))

    # What waits

    @cached_property
    def requests(self) -> int:
        return self.network.requests.waiting().count()

    @cached_property
    def held(self) -> int:
        """Comments that wait for a moderator on any page of the network: held, or reported by somebody."""
        here = Comment.objects.filter(thread__page__in=self.pages)
        return here.filter(Q(state=Comment.State.HELD) | Q(reports__outcome=Report.Outcome.OPEN)).distinct().count()

    @cached_property
    def unanswered(self) -> list[Thread]:
        """Questions without an answer, the longest waiting first, as far as this reader may read them."""
        return list(Thread.objects.visible_to(self.user).filter(page=self.network.page_id).unanswered())

    @cached_property
    def drafts(self) -> list[Any]:
        """Pages with changes that nobody has published, the latest first."""
        waiting = self.pages.filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(expired=True)
        return list(waiting.order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")[: SHOWN + 1])

    @property
    def waiting(self) -> int:
        """How many things wait for somebody."""
        return self.requests + self.held + len(self.unanswered)

    # Twelve months

    @cached_property
    def plots(self) -> list[Plot]:
        members = self.network.memberships.active().filter(joined_at__gte=self.since)
        went = LogEntry.objects.filter(
            action__in=WENT, target_type=Network._meta.label_lower, target_id=str(self.network.pk), at__gte=self.since
        )
        return [
            self.plot(
                "Joined", "People who are members today, by the month they joined.", months_of(members, "joined_at")
            ),
            self.plot("Left", "People who left or were removed.", months_of(went, "at")),
            self.plot("Active", "People who wrote, came to a meeting or opened news of the network.", self.active()),
        ]

    def plot(self, name: str, about: str, months: Iterable[date]) -> Plot:
        found = Counter(months)
        return Plot(name, about, {month: found[month] for month in self.months})

    def active(self) -> list[date]:
        """A month for each person who was active in it."""
        seen = set(people_by_month(self.comments.filter(author__isnull=False), "author", "created_at"))
        news = Notice.objects.filter(happening__group=label_of(self.network), read_at__gte=self.since)
        seen.update(people_by_month(news, "person", "read_at"))
        for provider in providers("network_activity"):
            seen.update(people_by_month(*provider(self.network, self.since)))
        return [month for _, month in seen]

    @cached_property
    def reply_time(self) -> timedelta | None:
        """From a question to the first word of somebody else: half of those answered had it sooner."""
        questions = Q(thread__kind=Thread.Kind.QUESTION, thread__page=self.network.page_id)
        others = self.comments.filter(questions).exclude(author=F("thread__created_by"))
        first = others.order_by().values_list("thread", "thread__created_at").annotate(first=Min("created_at"))
        times = [answered - asked for _, asked, answered in first if asked >= self.since and answered > asked]
        return median(times) if times else None

    @property
    def reply_words(self) -> str:
        if self.reply_time is None:
            return "No question was answered yet"
        hours = round(self.reply_time.total_seconds() / 3600)
        if hours < 1:
            return "Less than an hour"
        return said(hours, "hour") if hours < 48 else said(round(hours / 24), "day")

    @property
    def pages(self) -> QuerySet:
        return self.network.own_pages()

    @property
    def comments(self) -> Any:
        return Comment.objects.published().filter(thread__page__in=self.pages, created_at__gte=self.since)


def last_months(today: date) -> Iterator[date]:
    """The first days of this month and the eleven before it, the oldest first."""
    for back in range(MONTHS - 1, -1, -1):
        years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        yield date(years, month + 1, 1)


def months_of(rows: QuerySet, when: str) -> list[date]:
    """The month of each row."""
    moments = rows.order_by().values_list(TruncMonth(when), flat=True)
    return [timezone.localdate(moment) for moment in moments]


def people_by_month(rows: QuerySet, who: str, when: str) -> Iterator[tuple[int, date]]:
    """Each person once a month."""
    pairs = rows.order_by().annotate(month=TruncMonth(when)).values_list(who, "month").distinct()
    return ((person, timezone.localdate(month)) for person, month in pairs)


def said(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
