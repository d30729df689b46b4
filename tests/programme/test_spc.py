"""XmR charts: against values worked out another way, and against each rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.programme.spc import CannotChartError, Signal, average_moving_range, chart

FLAT = [10.0, 11.0] * 12


def signals(values, **kwargs):
    return [point.signal for group in chart(values, **kwargs) for point in group.points]


def by_hand(values):
    """Mean and limits in exact decimals, by the published formula alone."""
    exact = [Decimal(str(value)) for value in values]
    ranges = [abs(exact[place] - exact[place - 1]) for place in range(1, len(exact))]
    average = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < Decimal("3.267") * average]
    average = sum(kept) / len(kept) if kept else Decimal(0)
    mean = sum(exact) / len(exact)
    return mean, mean - Decimal("2.66") * average, mean + Decimal("2.66") * average


@given(st.lists(st.integers(0, 10_000).map(lambda number: number / 100), min_size=2, max_size=48))
def test_limits_are_those_of_the_formula_to_six_digits(values):
    mean, lower, upper = (float(one) for one in by_hand(values))
    (group,) = chart(values)
    assert group.points[0].mean == pytest.approx(mean, rel=1e-6, abs=1e-6)
    assert group.points[0].lower == pytest.approx(lower, rel=1e-6, abs=1e-6)
    assert group.points[0].upper == pytest.approx(upper, rel=1e-6, abs=1e-6)


def test_one_wild_moving_range_does_not_widen_the_limits():
    assert average_moving_range([1.0, 2.0] * 6 + [50.0] + [1.0, 2.0] * 6) == 1.0


def test_a_process_that_only_varies_signals_nothing():
    assert set(signals(FLAT)) == {None}
    assert set(signals([5.0] * 12)) == {None}


def test_a_point_outside_the_limits_signals_alone():
    found = signals([*[8.0, 13.0] * 12, 40.0])
    assert found[-1] is Signal.ABOVE
    assert found[-2] is None


def test_seven_on_one_side_signal_and_six_do_not():
    apart = [10.0, 12.0, 10.0, 12.0]
    assert signals(apart + [10.9, 11.3, 10.9] + [11.4, 11.3] * 3 + [11.4] + apart).count(Signal.HIGH_RUN) >= 7
    six = [10.0, 12.0] * 6 + [11.3] * 5 + [10.0, 12.0] * 6
    assert Signal.HIGH_RUN not in signals(six)


def test_seven_that_rise_signal_and_six_do_not():
    seven = [5.0, 9.0, 5.0, 9.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0, 5.0, 9.0, 5.0, 9.0]
    assert signals(seven).count(Signal.RISING) == 7
    six = [5.0, 9.0, 5.0, 9.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 5.0, 9.0, 5.0, 9.0]
    assert Signal.RISING not in signals(six)
    assert signals(seven[::-1]).count(Signal.FALLING) == 7


def test_two_in_three_near_a_limit_signal_only_on_one_side_of_the_mean():
    calm = [10.0, 11.0] * 10
    assert signals([*calm, 13.0, 10.8, 13.0]).count(Signal.NEAR_UPPER) == 2
    assert Signal.NEAR_UPPER not in signals([*calm, 13.0, 8.3, 10.8])


def test_a_marked_step_gives_new_limits():
    before, after = chart([10.0, 11.0] * 6 + [20.0, 21.0] * 6, steps=[12])
    assert (before.points[0].mean, after.points[0].mean) == (10.5, 20.5)
    assert {point.signal for group in (before, after) for point in group.points} == {None}


def test_fewer_than_twelve_points_are_trial_limits_and_fewer_than_two_none():
    assert chart([1.0, 2.0] * 5)[0].is_trial
    assert not chart(FLAT)[0].is_trial
    with pytest.raises(CannotChartError):
        chart([1.0])
    with pytest.raises(CannotChartError):
        chart([1.0, 2.0, 3.0], steps=[2])


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=2, max_size=60))
def test_every_point_is_answered_and_those_outside_always_signal(values):
    (group,) = chart(values)
    assert [point.value for point in group.points] == values
    for point in group.points:
        if point.value > point.upper:
            assert point.signal is Signal.ABOVE
        elif point.value < point.lower:
            assert point.signal is Signal.BELOW
