"""Figures to test with."""

from __future__ import annotations

import csv
import io
from datetime import date

from openpyxl import Workbook

from portal.organisations.models import Organisation
from portal.programme.actions import set_up_analysts
from portal.programme.figure_rows import COLUMNS
from portal.programme.models import Definition, Observation
from portal.programme.periods import Period
from portal.users.models import User

from .users import StaffFactory


def make_analyst(**fields) -> User:
    """Somebody of the programme who keeps every trust's figures."""
    analyst = StaffFactory(**({"is_superuser": False} | fields))
    analyst.groups.add(set_up_analysts())
    return analyst


def measure(key: str) -> Definition:
    return Definition.objects.get(key=key, version=1)


def observe(trust: Organisation | None, key: str, period: Period, amount: int, whole: int | None = None, **fields):
    """One figure that stands, in pence or as a number."""
    return Observation.objects.create(
        definition=measure(key),
        organisation=trust,
        first_day=period.first,
        last_day=period.last,
        amount=amount,
        whole=whole,
        **({"as_at": date(2026, 6, 1)} | fields),
    )


def figure_row(code: str, measure: str, period: str, amount: str, whole: str = "", **fields: str) -> list[str]:
    given = {"read_on": "2026-06-01", "status": "", "reason": ""} | fields
    return [code, measure, period, amount, whole, given["read_on"], given["status"], given["reason"]]


def figure_file(*rows: list[str], headings: tuple[str, ...] = COLUMNS) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    file = io.BytesIO(text.getvalue().encode())
    file.name = "figures.csv"
    return file


def figure_book(*rows: list) -> io.BytesIO:
    """The same as a workbook, with numbers as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [list(COLUMNS), *rows]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "figures.xlsx"
    return file
