"""Dates and times in the NHS style: 25 February 2015, 2pm."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format


def local(value: date | datetime) -> date | datetime:
    """A moment on the clock in London; a plain date stays as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def day(value: date | datetime) -> str:
    return date_format(local(value), "j F Y")


def weekday(value: date | datetime) -> str:
    return date_format(local(value), "l j F Y")


def short(value: date | datetime) -> str:
    return date_format(local(value), "j M Y")


def clock(value: datetime | time) -> str:
    at = local(value) if isinstance(value, datetime) else value
    if (at.hour, at.minute) in ((0, 0), (12, 0)):
        return "midnight" if at.hour == 0 else "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def span(start: datetime, end: datetime | None, *, with_weekday: bool) -> str:
    words = weekday if with_weekday else day
    if end is None or end == start:
        return f"{words(start)}, {clock(start)}"
    if local(start).date() == local(end).date():
        return f"{words(start)}, {clock(start)} to {clock(end)}"
    return f"{words(start)}, {clock(start)} to {words(end)}, {clock(end)}"


def ago(value: datetime, *, now: datetime) -> str:
    passed = now - value
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return counted(passed.seconds // 60, "minute")
    days = (local(now).date() - local(value).date()).days
    if days == 0 or passed < timedelta(hours=6):
        return counted(int(passed.total_seconds()) // 3600, "hour")
    if days == 1:
        return "yesterday"
    return counted(days, "day") if days < 7 else day(value)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} ago"
