"""When people are told what, by London's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.timetable import LONDON, Kind, how_far, timetable


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc, arg-type]


def table(starts_at: datetime, *, reminders=("7", "1"), joining="", follow_up_hours=None, hours: int = 2):
    ends_at = starts_at + timedelta(hours=hours)
    rows = timetable(
        starts_at=starts_at, ends_at=ends_at, reminders=reminders, joining=joining, follow_up_hours=follow_up_hours
    )
    return [(row.kind, row.mark, row.due_at.astimezone(UTC)) for row in rows]


@pytest.mark.parametrize(
    ("starts_at", "week_before", "day_before"),
    [
        # Clocks go forward on 29 March 2026 and back on 25 October 2026: 9am stays 9am.
        (london(2026, 3, 31, 14), datetime(2026, 3, 24, 9, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)),
        (london(2026, 3, 29, 14), datetime(2026, 3, 22, 9, tzinfo=UTC), datetime(2026, 3, 28, 9, tzinfo=UTC)),
        (london(2026, 10, 27, 14), datetime(2026, 10, 20, 8, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)),
        (london(2026, 10, 25, 14), datetime(2026, 10, 18, 8, tzinfo=UTC), datetime(2026, 10, 24, 8, tzinfo=UTC)),
        # Half past midnight in summer is still the day before in UTC.
        (london(2026, 7, 10, 0, 30), datetime(2026, 7, 3, 8, tzinfo=UTC), datetime(2026, 7, 9, 8, tzinfo=UTC)),
        (london(2027, 1, 1, 10), datetime(2026, 12, 25, 9, tzinfo=UTC), datetime(2026, 12, 31, 9, tzinfo=UTC)),
        (london(2028, 3, 1, 10), datetime(2028, 2, 23, 9, tzinfo=UTC), datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_a_reminder_comes_at_nine_on_the_clock_of_its_day(starts_at, week_before, day_before) -> None:
    expected = [(Kind.REMINDER, "7", week_before), (Kind.REMINDER, "1", day_before)]
    assert table(starts_at) == expected
    assert table(starts_at.astimezone(UTC)) == expected


@pytest.mark.parametrize(
    ("starts_at", "due_at"),
    [
        (london(2026, 3, 29, 3), datetime(2026, 3, 28, 23, tzinfo=UTC)),  # 11pm: an hour of that night is not there
        (london(2026, 10, 25, 3), datetime(2026, 10, 25, 0, tzinfo=UTC)),  # 1am, the first of two
    ],
)
def test_three_hours_before_are_three_hours_that_pass(starts_at, due_at) -> None:
    assert table(starts_at, reminders=[], joining="3-hours") == [(Kind.JOINING, "3-hours", due_at)]


def test_joining_instructions_take_the_place_of_the_reminder_on_their_day() -> None:
    kinds = [(kind, mark) for kind, mark, _ in table(london(2026, 6, 10, 14), joining="1-day")]
    assert kinds == [(Kind.REMINDER, "7"), (Kind.JOINING, "1-day")]


def test_the_follow_up_comes_hours_after_the_end_across_a_change_of_clocks() -> None:
    rows = table(london(2026, 10, 24, 20), reminders=[], follow_up_hours=12, hours=2)
    assert [at for _, _, at in rows] == [datetime(2026, 10, 25, 9, tzinfo=UTC)] * 2
    assert {kind for kind, _, _ in rows} == {Kind.PRESENT, Kind.ABSENT}


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.lists(st.sampled_from(["28", "14", "7", "2", "1"]), unique=True),
    st.sampled_from(["", "2-days", "1-day", "3-hours"]),
)
def test_whenever_it_is_each_mail_is_before_the_start_and_no_two_are_on_one_day(starts_at, reminders, joining) -> None:
    rows = table(starts_at, reminders=reminders, joining=joining)
    assert all(at < starts_at for _, _, at in rows)
    days = [at.astimezone(LONDON).date() for _, _, at in rows]
    assert len(set(days)) == len(days)
    for kind, mark, at in rows:
        if kind == Kind.REMINDER:
            assert (starts_at.astimezone(LONDON).date() - at.astimezone(LONDON).date()).days == int(mark)
            assert at.astimezone(LONDON).hour == 9


def test_how_far_off_is_counted_in_days_of_the_calendar() -> None:
    late = london(2026, 3, 28, 23, 30)
    assert how_far(london(2026, 3, 29, 9), late) == "tomorrow"
    assert how_far(london(2026, 3, 28, 23, 45), late) == "today"
    assert how_far(london(2026, 4, 4, 9), late) == "in a week"
    assert how_far(london(2026, 3, 30, 0, 10), late) == "in 2 days"
