"""The dates of a series by its rule, in London's clock. No database."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.db import models
from django.utils import timezone

MOST = 24
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


class Rule(models.TextChoices):
    ONCE = "once", "On this date only"
    MONTHLY = "monthly", "Every month, on the same weekday of the month"
    WEEKS = "weeks", "Every so many weeks"
    DATES = "dates", "On dates I give"


def moments(rule: str, first: datetime, *, count: int = 1, weeks: int = 1) -> list[datetime]:
    """The starts, the first among them: 10am stays 10am when the clocks change."""
    clock = naive(first)
    if rule == Rule.MONTHLY:
        weekday = rrule.weekday(clock.weekday())(nth_of_month(clock))
        found = list(rrule.rrule(rrule.MONTHLY, dtstart=clock, byweekday=weekday, count=min(count, MOST)))
    elif rule == Rule.WEEKS:
        found = list(rrule.rrule(rrule.WEEKLY, dtstart=clock, interval=weeks, count=min(count, MOST)))
    else:
        found = [clock]
    return [aware(one) for one in found]


def nth_of_month(day: datetime) -> int:
    """Which Tuesday of its month a Tuesday is; the fifth is the last."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else -1


def in_words(rule: str, first: datetime, weeks: int = 1) -> str:
    """On the second Tuesday of each month."""
    clock = naive(first)
    if rule == Rule.MONTHLY:
        return f"On the {ORDINALS[nth_of_month(clock)]} {clock:%A} of each month"
    if rule == Rule.WEEKS:
        return f"Every {clock:%A}" if weeks == 1 else f"Every {weeks} weeks, on a {clock:%A}"
    return ""


def shifted(moment: datetime | None, old_start: datetime, new_start: datetime) -> datetime | None:
    """What stood so far from the old start by the wall's clock, as far from the new one."""
    return aware(naive(moment) + distance(old_start, new_start)) if moment else None


def distance(old_start: datetime, new_start: datetime) -> timedelta:
    return naive(new_start) - naive(old_start)


def naive(moment: datetime) -> datetime:
    return timezone.make_naive(moment, london())


def aware(clock: datetime) -> datetime:
    return timezone.make_aware(clock, london())


def london() -> ZoneInfo:
    return timezone.get_default_timezone()  # type: ignore[return-value]
