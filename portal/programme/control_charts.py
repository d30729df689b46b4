"""A control chart of one measure of one trust: what it found, its picture and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from portal.organisations.models import Organisation

from . import spc
from .figures import together
from .models import ChartStep, Definition, Observation
from .periods import Period
from .spc import CannotChartError, Group, Point, Signal

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 40


@dataclass(frozen=True)
class Mark:
    """A point of the picture."""

    x: float
    y: float
    period: Period
    point: Point
    kind: str  # usual, better, worse, neither

    @property
    def diamond(self) -> str:
        """Signals differ by shape and not by colour alone."""
        x, y = self.x, self.y
        return f"{x},{y - 6} {x + 6},{y} {x},{y + 6} {x - 6},{y}"


@dataclass(frozen=True)
class Line:
    """A level of one group: its mean or a limit."""

    x1: float
    x2: float
    y: float
    kind: str


class ControlChart:
    """Raises `CannotChartError`, in words for people, where a chart would mislead."""

    def __init__(
        self,
        *,
        trust: Organisation,
        definition: Definition,
        observations: Sequence[Observation],
        steps: Sequence[ChartStep] = (),
    ) -> None:
        self.trust, self.definition = trust, definition
        self.observations = sorted(observations, key=lambda one: one.first_day)
        _refuse(definition, self.observations)
        days = [one.first_day for one in self.observations]
        self.steps = [step for step in steps if step.first_day in days[1:]]
        self.groups = spc.chart(
            [self.value(one) for one in self.observations], steps=[days.index(step.first_day) for step in self.steps]
        )

    def value(self, one: Observation) -> float:
        """What is drawn: per cent of a share, pounds or a number of an amount."""
        figure = one.figure
        if figure is None or (figure.whole is not None and figure.share is None):
            raise CannotChartError(f"{one.period.words} has nothing to divide by.")
        if figure.share is not None:
            return float(figure.share * 100)
        return figure.amount / 100 if self.definition.unit == Definition.Unit.PENCE else float(figure.amount)

    def words(self, value: float) -> str:
        if self.definition.is_share:
            return f"{value:.1f}%"
        return f"£{value:,.0f}" if self.definition.unit == Definition.Unit.PENCE else f"{value:,.1f}"

    # What it found

    @property
    def points(self) -> list[Point]:
        return [point for group in self.groups for point in group.points]

    @property
    def last(self) -> Group:
        return self.groups[-1]

    @property
    def is_trial(self) -> bool:
        return any(group.is_trial for group in self.groups)

    def kind(self, signal: Signal | None) -> str:
        if signal is None:
            return "usual"
        direction = (1 if signal.is_high else -1) * self.definition.better
        return {1: "better", -1: "worse", 0: "neither"}[direction]

    @property
    def icon(self) -> str:
        """Making Data Count's icon of variation, in words: of the last point."""
        kind = self.kind(self.last.points[-1].signal)
        return {
            "usual": "Common cause: nothing has changed",
            "better": "Special cause, improving",
            "worse": "Special cause, concern",
            "neither": "Special cause, neither better nor worse by itself",
        }[kind]

    @property
    def finding(self) -> str:
        """The title: what the chart says, in one sentence."""
        last, mean = self.last.points[-1], self.words(self.last.points[0].mean)
        name, month = self.definition.name, self.observations[-1].period.words
        if last.signal is None:
            earlier = sum(point.signal is not None for point in self.last.points)
            past = f"; {earlier} earlier month{'s' if earlier > 1 else ''} stood out" if earlier else ""
            return f"{name}: {month} is as usual, around {mean}{past}"
        turn = {"better": "better than usual", "worse": "worse than usual", "neither": "not as usual"}
        return f"{name}: {month} is {turn[self.kind(last.signal)]}, {last.signal}"

    # The table

    @property
    def heads(self) -> list[str]:
        return ["Month", "Figure", "Mean", "Lower limit", "Upper limit", "What it says"]

    @property
    def rows(self) -> list[list[str]]:
        """The same content as the picture, the latest month first."""
        found = []
        for one, point in zip(self.observations, self.points, strict=True):
            levels = [self.words(level) for level in (point.value, point.mean, point.lower, point.upper)]
            found.append([one.period.words, *levels, (point.signal or "As usual").capitalize()])
        return found[::-1]

    # The picture

    @cached_property
    def _range(self) -> tuple[float, float]:
        values = [level for point in self.points for level in (point.value, point.lower, point.upper)]
        low, high = min(values), max(values)
        room = (high - low) * 0.06 or 1.0
        return low - room, high + room

    def x(self, place: int) -> float:
        return round(LEFT + place * (WIDTH - LEFT - RIGHT) / max(1, len(self.observations) - 1), 1)

    def y(self, value: float) -> float:
        low, high = self._range
        return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    @property
    def marks(self) -> list[Mark]:
        return [
            Mark(self.x(place), self.y(point.value), one.period, point, self.kind(point.signal))
            for place, (one, point) in enumerate(zip(self.observations, self.points, strict=True))
        ]

    @property
    def path(self) -> str:
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)

    @property
    def lines(self) -> list[Line]:
        found, place = [], 0
        for group in self.groups:
            first, last = self.x(place), self.x(place + len(group.points) - 1)
            point = group.points[0]
            found += [
                Line(first, last, self.y(point.mean), "mean"),
                Line(first, last, self.y(point.lower), "limit"),
                Line(first, last, self.y(point.upper), "limit"),
            ]
            place += len(group.points)
        return found

    @property
    def scale(self) -> list[tuple[float, str]]:
        """Levels named beside the axis: the mean and the limits of the last group, never on top of each other."""
        point = self.last.points[0]
        return [(self.y(level), self.words(level)) for level in sorted({point.lower, point.mean, point.upper})]

    @property
    def months(self) -> list[tuple[float, str, str]]:
        """The first, the middle and the last month, with how their words are anchored."""
        last = len(self.observations) - 1
        places = sorted({0, last // 2, last})
        anchors = {0: "start", last: "end"}
        return [
            (self.x(place), f"{self.observations[place].first_day:%b %Y}", anchors.get(place, "middle"))
            for place in places
        ]


def _refuse(definition: Definition, observations: Sequence[Observation]) -> None:
    if definition.cumulative:
        raise CannotChartError("Rolling and cumulative figures follow each other: no control chart is drawn of them.")
    if definition.covers != Definition.Covers.MONTH:
        raise CannotChartError("Control charts are drawn of months. This measure covers a year.")
    if len(observations) < 2:
        raise CannotChartError("There are fewer than two months. Hand in more of them.")
    together(one.figure for one in observations if one.figure)
    days = [one.first_day for one in observations]
    if gaps := [before for before, after in pairwise(days) if _next(before) != after]:
        raise CannotChartError(f"The month after {gaps[0]:%B %Y} is missing. Hand it in, and the chart is drawn.")


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
