"""The time a figure covers: a month, or a year of the NHS's accounts (1 April to 31 March)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"(\d{4})/(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def is_month(self) -> bool:
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)

    def __str__(self) -> str:
        """As files write it: 2026-04, or 2026/27."""
        if self.is_month:
            return f"{self.first:%Y-%m}"
        return f"{self.first.year}/{(self.first.year + 1) % 100:02d}"

    @property
    def words(self) -> str:
        """As pages write it: April 2026, or 2026/27."""
        return f"{self.first:%B %Y}" if self.is_month else str(self)


def month(year: int, number: int) -> Period:
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def financial_year(start: int) -> Period:
    """The year that begins on 1 April of `start`."""
    return Period(date(start, 4, 1), date(start + 1, 3, 31))


def read_period(text: str) -> Period | None:
    """The period that a person or a file names, None where it is neither a month nor a year of accounts."""
    text = text.strip()
    if found := MONTH.fullmatch(text):
        year, number = int(found[1]), int(found[2])
        return month(year, number) if 1 <= number <= 12 and FIRST_YEAR <= year < LAST_YEAR else None
    if found := YEAR.fullmatch(text):
        year = int(found[1])
        follows = (year + 1) % 100 == int(found[2])
        return financial_year(year) if follows and FIRST_YEAR <= year < LAST_YEAR else None
    return None
