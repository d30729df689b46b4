"""Lists that may be taken away: what one is, and the one writer of CSV and XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .cells import inert_cell

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS = 1_000_000  # what a sheet holds
MOST_IN_A_CELL = 32_767
AT_A_TIME = 1_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # a sheet with one of these does not open
WIDTHS = {"text": 28, "number": 12, "date": 14, "moment": 18}


@dataclass(frozen=True)
class Column:
    """A heading, and how a row answers it: a path of attributes, or a function of the row."""

    label: str
    value: str | Callable[[Any], Any]
    kind: str = "text"  # text, number, date, moment

    def of(self, row: Any) -> Any:
        """The cell of a file."""
        return cell(self.raw(row))

    def shown(self, row: Any) -> Any:
        """The cell of a page, where nothing is run and dates are written our way."""
        value = self.raw(row)
        return value if isinstance(value, date) else plain(value)

    def raw(self, row: Any) -> Any:
        value = self.found(row)
        return timezone.localdate(value) if self.kind == "date" and isinstance(value, datetime) else value

    def found(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for step in self.value.split("."):
            try:
                row = getattr(row, step)
            except ObjectDoesNotExist:
                return None
            if row is None:
                return None  # "network.name" where there is no network
        return row() if callable(row) else row


def cell(value: Any) -> Any:
    """Numbers as numbers, dates as dates in our own time, and everything else as text that no program runs."""
    if isinstance(value, datetime):
        value = timezone.make_naive(value) if timezone.is_aware(value) else value
        return value.replace(microsecond=0)
    return inert_cell(plain(value))


def plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float, Decimal, date)):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        value = ", ".join(str(one) for one in value)
    return CONTROL.sub(" ", str(value))


class Table:
    """A list that somebody may take away, declared once by the app whose list it is (`lists.py`).

    It is made for the person who asks and what the page was asked for (its query string), and answers with the same
    rows as the page. Raise `Http404` or `PermissionDenied` in `rows` where the page would.
    """

    key: ClassVar[str]  # "networks/members": its address, and what the log says
    title: ClassVar[str]
    columns: ClassVar[list[Column]]
    coded: ClassVar[tuple[str, ...]] = ()  # filters whose value is a choice, a key or a date: only these are logged

    def __init__(self, *, user: AbstractBaseUser, query: str = "") -> None:
        self.user = user
        self.query = query
        self.asked = QueryDict(query)

    def rows(self) -> models.QuerySet | list:
        raise NotImplementedError

    def dressed(self, rows: list[Any]) -> Iterable[Any]:
        """Rows with what they need besides, some at a time: names behind keys, for example."""
        return rows

    def target(self) -> models.Model | None:
        """What the list is about (a network, a meeting), for the log; None: about the whole portal."""
        return None

    def name(self) -> str:
        """The list in words, with what it is about: a heading, and the name of the file."""
        return self.title

    def filters(self) -> list[tuple[str, str]]:
        """What was asked for, in words."""
        return [(name.replace("_", " ").capitalize(), value) for name, value in self.asked.items() if value]

    def logged_filters(self) -> dict[str, str]:
        """What was asked for, without anything typed."""
        return {
            name: value if name in self.coded else "(words)"
            for name, value in self.asked.items()
            if value and name not in ("page", "p")
        }

    def each(self, rows: models.QuerySet | list | None = None) -> Iterator[Any]:
        """Its rows, a thousand at a time."""
        found = self.rows() if rows is None else rows
        flow = found.iterator(chunk_size=AT_A_TIME) if isinstance(found, models.QuerySet) else iter(found)
        while some := list(islice(flow, AT_A_TIME)):
            yield from self.dressed(some)


def write(
    form: str, *, columns: list[Column], rows: Iterable[Any], about: list[tuple[str, str]], out: IO[bytes]
) -> int:
    """Write a list into a file; the number of rows."""
    if form == "csv":
        return write_csv(columns=columns, rows=rows, out=out)
    return write_xlsx(columns=columns, rows=rows, about=about, out=out)


def write_csv(*, columns: list[Column], rows: Iterable[Any], out: IO[bytes]) -> int:
    """The headings first, so that programs can read it; the mark in front tells Excel that it is UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.label for column in columns])
    count = 0
    for row in rows:
        writer.writerow([_as_text(column.of(row)) for column in columns])
        count += 1
    text.detach()
    return count


def _as_text(value: Any) -> Any:
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value


def write_xlsx(*, columns: list[Column], rows: Iterable[Any], about: list[tuple[str, str]], out: IO[bytes]) -> int:
    """One sheet with the list, one that says what it is. Rows go to a file as they come."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List")
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[column.kind]
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, column.label) for column in columns])
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise ValueError("A sheet holds no more rows than a million.")
        sheet.append([_in_sheet(sheet, column.of(row)) for column in columns])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    said = workbook.create_sheet("About")
    said.column_dimensions["A"].width, said.column_dimensions["B"].width = 20, 70
    for label, value in [*about, ("Rows", str(count))]:
        said.append([_heading(said, label), cell(value)])
    workbook.save(out)
    return count


def _heading(sheet: Any, label: str) -> WriteOnlyCell:
    heading = WriteOnlyCell(sheet, cell(label))
    heading.font = Font(bold=True)
    return heading


def _in_sheet(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        return value[:MOST_IN_A_CELL]
    if isinstance(value, date):
        dated = WriteOnlyCell(sheet, value)
        dated.number_format = "d mmmm yyyy hh:mm" if isinstance(value, datetime) else "d mmmm yyyy"
        return dated
    return value
