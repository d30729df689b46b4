"""XmR charts by the rules of NHS Making Data Count, as NHSRplotthedots 0.2.2 computes them.

Source of constants and rules: NHS England, *Making Data Count*; NHSRplotthedots 0.2.2 (`ptd_spc`, its defaults).
The mean and the average moving range come from the points of a group; moving ranges of 3.267 averages or more are left
out once, and the average is taken again. Limits lie 2.66 averages from the mean. A point signals special cause when it
lies outside the limits, belongs to seven on one side of the mean, to seven that rise or fall throughout, or is one of
two in three beyond two thirds of the way to the same limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

TOOL = "NHSRplotthedots 0.2.2"
TO_LIMIT = 2.66
TO_CLOSE = TO_LIMIT * 2 / 3
SCREEN = 3.267
RUN = 7
FEWEST = 12
"""With fewer points in a group its limits are trial limits."""


class Signal(StrEnum):
    """Why a point is more than chance, in words. The first that holds is named."""

    ABOVE = "above the upper limit"
    BELOW = "below the lower limit"
    RISING = "one of seven that rise"
    FALLING = "one of seven that fall"
    NEAR_UPPER = "one of two in three near the upper limit"
    NEAR_LOWER = "one of two in three near the lower limit"
    HIGH_RUN = "one of seven above the mean"
    LOW_RUN = "one of seven below the mean"

    @property
    def is_high(self) -> bool:
        return self in {Signal.ABOVE, Signal.RISING, Signal.NEAR_UPPER, Signal.HIGH_RUN}


class CannotChartError(ValueError):
    """Why no control chart is drawn of a series."""


@dataclass(frozen=True)
class Point:
    """A value with the limits of its group; `signal` is None while it is common cause variation."""

    value: float
    mean: float
    lower: float
    upper: float
    signal: Signal | None


@dataclass(frozen=True)
class Group:
    """The points between two marked steps; its limits are its own."""

    points: tuple[Point, ...]

    @property
    def is_trial(self) -> bool:
        return len(self.points) < FEWEST


def chart(values: Sequence[float], *, steps: Sequence[int] = ()) -> list[Group]:
    """The groups of a series, in order. `steps` are the places where new limits begin, each for a marked reason.

    Raises `CannotChartError` for fewer than two points in a group: they have no moving range.
    """
    starts = sorted({0, *steps})
    groups = [list(values[start:end]) for start, end in zip(starts, [*starts[1:], len(values)], strict=True)]
    if any(len(group) < 2 for group in groups):
        raise CannotChartError("A control chart needs at least two points between two steps.")
    return [_group(group) for group in groups]


def average_moving_range(values: Sequence[float]) -> float:
    """Mean distance of neighbours, taken again without those of 3.267 means or more."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    first = fmean(ranges)
    kept = [one for one in ranges if one < SCREEN * first]
    return fmean(kept) if kept else 0.0


def _group(values: list[float]) -> Group:
    mean, spread = fmean(values), average_moving_range(values)
    lower, upper = mean - TO_LIMIT * spread, mean + TO_LIMIT * spread
    sides = [(value > mean) - (value < mean) for value in values]
    outside = [value > upper or value < lower for value in values]
    close = [not out and abs(value - mean) > TO_CLOSE * spread for value, out in zip(values, outside, strict=True)]
    runs, trends, pairs = _runs(sides), _trends(values), _pairs(close, sides)
    points = []
    for place, value in enumerate(values):
        high = sides[place] > 0
        signal = None
        if outside[place]:
            signal = Signal.ABOVE if high else Signal.BELOW
        elif trends[place]:
            signal = Signal.RISING if trends[place] > 0 else Signal.FALLING
        elif pairs[place]:
            signal = Signal.NEAR_UPPER if high else Signal.NEAR_LOWER
        elif runs[place]:
            signal = Signal.HIGH_RUN if high else Signal.LOW_RUN
        points.append(Point(value, mean, lower, upper, signal))
    return Group(tuple(points))


def _runs(sides: list[int]) -> list[bool]:
    """Those that belong to seven neighbours on one side of the mean; a point upon it ends a run."""
    found = [False] * len(sides)
    for start in range(len(sides) - RUN + 1):
        window = sides[start : start + RUN]
        if window[0] and len(set(window)) == 1:
            found[start : start + RUN] = [True] * RUN
    return found


def _trends(values: list[float]) -> list[int]:
    """1 for those of seven that rise throughout, -1 where they fall. The later of two trends names a point of both."""
    found = [0] * len(values)
    for start in range(len(values) - RUN + 1):
        window = values[start : start + RUN]
        steps = {(after > before) - (after < before) for before, after in pairwise(window)}
        if steps in ({1}, {-1}):
            found[start : start + RUN] = [steps.pop()] * RUN
    return found


def _pairs(close: list[bool], sides: list[int]) -> list[bool]:
    """Those near a limit of which two stand among three neighbours on one side of the mean."""
    found = [False] * len(close)
    for start in range(len(close) - 2):
        window = range(start, start + 3)
        if abs(sum(sides[place] for place in window)) == 3 and sum(close[place] for place in window) >= 2:
            for place in window:
                found[place] = found[place] or close[place]
    return found
