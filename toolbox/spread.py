"""How a tool spread: how many trusts used it at the end of each month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from .models import Adoption, AdoptionStep, EntryPage

MONTHS = 24
HEIGHT, WIDTH, GAP = 48, 16, 4
COUNTS = {Adoption.Status.PILOTING, Adoption.Status.USING}
FEWEST = 3
"""With fewer trusts a number tells visitors which they are."""


@dataclass(frozen=True)
class Column:
    """One month of the picture."""

    month: date
    trusts: int
    x: int
    y: int
    height: int


class Spread:
    """Trusts that try a tool out or use it, by month, from the steps that they said. One query."""

    def __init__(self, entry: EntryPage, today: date | None = None) -> None:
        today = today or timezone.localdate()
        steps = AdoptionStep.objects.filter(adoption__entry=entry).order_by("since", "pk")
        self.by_month = _by_month(list(steps), list(_months(today)))

    def __bool__(self) -> bool:
        return any(self.by_month.values())

    @property
    def width(self) -> int:
        return len(self.by_month) * (WIDTH + GAP)

    @property
    def columns(self) -> list[Column]:
        most = max(self.by_month.values()) or 1
        heights = [round(HEIGHT * trusts / most) for trusts in self.by_month.values()]
        return [
            Column(month, trusts, place * (WIDTH + GAP), HEIGHT - height, height)
            for place, ((month, trusts), height) in enumerate(zip(self.by_month.items(), heights, strict=True))
        ]

    @property
    def heads(self) -> list[str]:
        return ["Month", "Trusts"]

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(f"{month:%B %Y}", trusts) for month, trusts in reversed(self.by_month.items())]


def _by_month(steps: list[AdoptionStep], months: list[date]) -> dict[date, int]:
    """Where each trust stood on the last day of each month: by its latest step until then."""
    found, standing, place = {}, {}, 0
    for month in months:
        end = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        while place < len(steps) and steps[place].since < end:
            standing[steps[place].adoption_id] = steps[place].status
            place += 1
        found[month] = sum(status in COUNTS for status in standing.values())
    return found


def _months(today: date) -> Iterable[date]:
    index = today.year * 12 + today.month - 1
    return (date(number // 12, number % 12 + 1, 1) for number in range(index - MONTHS + 1, index + 1))
