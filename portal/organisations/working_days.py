"""Working days in England: Monday to Friday without bank holidays. Promises to people are kept in these."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


@cache
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of a year in England with their names, as the `holidays` library knows them."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def bank_holiday(day: date) -> str:
    """The name of the bank holiday on this day in England, or nothing."""
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def day_after(day: date, working_days: int) -> date:
    """The day that many working days later. From a Friday, one working day later is Monday, or Tuesday after Easter."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def moment_after(moment: datetime, working_days: int) -> datetime:
    """The same time by London's clock, that many working days later.

    What happens on a Saturday counts from the first minute of the next working day.
    """
    local = moment.astimezone(LONDON)
    if not is_working_day(local.date()):
        day = day_after(local.date(), 1)
        local = datetime.combine(day, time.min, tzinfo=LONDON)
    return datetime.combine(day_after(local.date(), working_days), local.timetz())
