"""Working days in England."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.organisations.working_days import day_after, is_working_day, moment_after

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday: not one in Scotland
        (date(2026, 8, 31), False),  # the last Monday of August
        (date(2026, 8, 3), True),  # the first one: a bank holiday in Scotland alone
        (date(2026, 12, 28), False),  # Boxing Day is a Saturday
        (date(2026, 12, 29), True),
    ],
)
def test_bank_holidays_are_those_of_england(day, works):
    assert is_working_day(day) is works


def test_days_are_counted_over_weekends_and_easter():
    assert day_after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert day_after(date(2026, 4, 2), 2) == date(2026, 4, 8)
    assert day_after(date(2026, 4, 4), 0) == date(2026, 4, 4)


def test_a_moment_keeps_its_time_by_londons_clock_also_when_the_clock_changes():
    asked = datetime(2026, 3, 27, 16, 30, tzinfo=LONDON)  # the Friday before summer time
    assert moment_after(asked, 2) == datetime(2026, 3, 31, 16, 30, tzinfo=LONDON)


def test_what_is_asked_at_a_weekend_counts_from_monday():
    asked = datetime(2026, 11, 21, 11, 0, tzinfo=LONDON)  # a Saturday
    assert moment_after(asked, 2) == datetime(2026, 11, 25, 0, 0, tzinfo=LONDON)
