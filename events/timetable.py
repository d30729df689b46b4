"""When the people of a meeting are told what, by London's clock. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models

LONDON = ZoneInfo("Europe/London")
MORNING = time(9)  # a mail that waits for nobody's working day comes when that begins
# A follow-up that could not be sent for so long is of no use any more.
TOO_LATE = timedelta(days=14)


class Kind(models.TextChoices):
    REMINDER = "reminder", "Reminder"
    JOINING = "joining", "Joining instructions"
    PRESENT = "present", "Follow-up to those who came"
    ABSENT = "absent", "Follow-up to those who did not come"
    MESSAGE = "message", "Message from the organisers"


FOLLOW_UPS = (Kind.PRESENT, Kind.ABSENT)


class Reminder(models.TextChoices):
    """Days before, at 9am."""

    MONTH = "28", "4 weeks before"
    FORTNIGHT = "14", "2 weeks before"
    WEEK = "7", "A week before"
    TWO_DAYS = "2", "2 days before"
    DAY = "1", "The day before"


class Joining(models.TextChoices):
    """When joining instructions go out by themselves."""

    TWO_DAYS = "2-days", "2 days before, at 9am"
    DAY = "1-day", "The day before, at 9am"
    HOURS = "3-hours", "3 hours before the start"


def usual_reminders() -> list[str]:
    return [Reminder.WEEK.value, Reminder.DAY.value]


@dataclass(frozen=True)
class Planned:
    """One mail: what, which of its kind, and when."""

    kind: Kind
    mark: str
    due_at: datetime


def timetable(
    *, starts_at: datetime, ends_at: datetime, reminders: Iterable[str], joining: str, follow_up_hours: int | None
) -> list[Planned]:
    """All mails of a meeting, the first first. Joining instructions take the place of a reminder on their day."""
    planned = []
    if joining:
        number, _, unit = joining.partition("-")
        hours = unit == "hours"
        at = before(starts_at, hours=int(number)) if hours else morning_before(starts_at, days=int(number))
        planned.append(Planned(Kind.JOINING, joining, at))
    taken = {day_of(row.due_at) for row in planned}
    for days in reminders:
        at = morning_before(starts_at, days=int(days))
        if day_of(at) not in taken:
            planned.append(Planned(Kind.REMINDER, days, at))
    if follow_up_hours is not None:
        after = ends_at.astimezone(UTC) + timedelta(hours=follow_up_hours)
        planned += [Planned(kind, "", after) for kind in FOLLOW_UPS]
    return sorted(planned, key=lambda row: (row.due_at, row.kind))


def morning_before(starts_at: datetime, *, days: int) -> datetime:
    """9am on the clock of that day, also where the clocks change in between."""
    return datetime.combine(day_of(starts_at) - timedelta(days=days), MORNING, tzinfo=LONDON)


def before(starts_at: datetime, *, hours: int) -> datetime:
    """So many hours as they pass, whatever the clock does."""
    return starts_at.astimezone(UTC) - timedelta(hours=hours)


def day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def how_far(starts_at: datetime, now: datetime) -> str:
    """today, tomorrow, in 7 days: counted in days of the calendar."""
    days = (day_of(starts_at) - day_of(now)).days
    return {0: "today", 1: "tomorrow", 7: "in a week", 14: "in two weeks"}.get(days, f"in {days} days")
