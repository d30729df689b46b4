"""Reads a file of figures row by row, CSV or XLSX. Whatever the bytes are, the answer is a row or a fault."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from portal.organisations.ods import Broken, Fault, encoding_of
from portal.privacy import guard
from portal.privacy.forms import Outcome

from .models import Observation
from .periods import Period, read_period

TRUST, MEASURE, PERIOD, AMOUNT, WHOLE, AS_AT, STATUS, REASON = COLUMNS = (
    "ODS code",
    "Measure",
    "Period",
    "Above the line",
    "Below the line",
    "Read on",
    "Status",
    "Reason for a restatement",
)
NEEDED = {TRUST, MEASURE, PERIOD, AMOUNT, AS_AT}
MOST_ROWS = 50_000
MOST_COLUMNS = 40
LONGEST = 400  # characters of a field
GREATEST = Decimal(10) ** 13  # ten million million: no trust's figure, and still whole pence in a column
NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u2028\u2029]")
DAMAGE = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, IndexError, TypeError)


class NotFiguresError(ValueError):
    """Why a file as a whole cannot be read."""


@dataclass(frozen=True)
class FigureRow:
    """One figure as the file says it; amounts are exact and not yet in the unit of the measure."""

    line: int
    code: str
    measure: str
    period: Period
    amount: Decimal
    whole: Decimal | None
    as_at: date
    status: str
    reason: str


class Fields:
    """The fields of one line by their headings; it collects what is wrong with them."""

    def __init__(self, line: int, values: dict[str, Any]) -> None:
        self.line = line
        self.values = values
        self.faults: list[Fault] = []

    def wrong(self, column: str, why: str, mend: str) -> None:
        self.faults.append(fault(self.line, column, self.text(column), why, mend))

    def text(self, column: str) -> str:
        value = self.values.get(column)
        return "" if value is None else " ".join(str(value).split())

    def needed(self, column: str, mend: str) -> str:
        value = self.text(column)
        if not value:
            self.wrong(column, "This is missing.", mend)
        elif len(value) > LONGEST:
            self.wrong(column, f"This is longer than {LONGEST} letters.", "Shorten it.")
        return value

    def period(self) -> Period | None:
        raw = self.values.get(PERIOD)
        # Sheets turn 2026-04 into the first day of the month.
        text = f"{raw:%Y-%m}" if isinstance(raw, datetime | date) else self.text(PERIOD)
        found = read_period(text)
        if found is None:
            self.wrong(PERIOD, "This is no period.", "Write a month like 2026-04, or a year of accounts like 2026/27.")
        return found

    def number(self, column: str) -> Decimal | None:
        raw = self.values.get(column)
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = repr(raw)
        text = str(raw or "").strip().removeprefix("£").replace(" ", "")
        if not text:
            return None
        try:
            found = Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None
        except InvalidOperation:
            found = None
        if found is None:
            self.wrong(column, "This is not a number.", "Write it like 12345.67, without words.")
        elif abs(found) >= GREATEST:
            self.wrong(column, "This number is too great to be true.", "Check the unit: pounds, not pence.")
        return found

    def day(self) -> date | None:
        raw = self.values.get(AS_AT)
        if isinstance(raw, datetime):
            return raw.date()
        text = self.text(AS_AT)
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        self.wrong(AS_AT, "There is no such day.", "Write the day the books were read like 2026-05-14 or 14/05/2026.")
        return None

    def status(self) -> str:
        text = self.text(STATUS).lower() or Observation.Status.PROVISIONAL
        if text not in Observation.Status.values:
            self.wrong(STATUS, "This is no status.", "Write provisional or final, or leave it empty.")
        return text


def fault(line: int, column: str, value: str, why: str, mend: str) -> Fault:
    """What is wrong with one field, by the heading of its column."""
    return Fault(line, column, value[:80], why, mend)


def figures_in(file: IO[bytes], name: str) -> Iterator[FigureRow | Broken]:
    """The rows of a file. Raises `NotFiguresError` where it is no table of figures at all."""
    seen: dict[tuple[str, str, str], int] = {}
    for fields in _fields(file, name):
        if isinstance(fields, Broken):
            yield fields
            continue
        row = _row(fields)
        if row is not None:
            key = (row.code, row.measure, str(row.period))
            if (first := seen.setdefault(key, row.line)) != row.line:
                fields.wrong(PERIOD, f"The same figure stands in line {first}.", "Keep one of the two lines.")
        yield Broken(fields.line, tuple(fields.faults)) if fields.faults or row is None else row


def _row(fields: Fields) -> FigureRow | None:
    code = fields.needed(TRUST, "Write the trust's code, or ENGLAND for a national figure.").upper()
    measure = fields.needed(MEASURE, "Write the key of a measure, as the template has it.").lower()
    period, as_at, status = fields.period(), fields.day(), fields.status()
    amount, whole = fields.number(AMOUNT), fields.number(WHOLE)
    if amount is None and not any(one.column == AMOUNT for one in fields.faults):
        fields.wrong(AMOUNT, "This is missing.", "Write the figure. Write 0 where there was nothing.")
    reason = fields.text(REASON)
    if len(reason) > 300:
        fields.wrong(REASON, "This is longer than 300 letters.", "Shorten it.")
    if verdict := guard.inspect(reason):
        fields.values[REASON] = ""  # what it matched is shown and kept nowhere
        guard.note(verdict=verdict, place="figure_rows.reason", outcome=Outcome.BLOCKED)
        fields.wrong(REASON, verdict.sentence, "Figures never speak of a patient: take it out.")
    if fields.faults or period is None or as_at is None or amount is None:
        return None
    if as_at <= period.first:
        fields.wrong(AS_AT, "The books were read before the period began.", "Correct the day or the period.")
    return FigureRow(fields.line, code, measure, period, amount, whole, as_at, status, reason)


def _fields(file: IO[bytes], name: str) -> Iterator[Fields | Broken]:
    file.seek(0)
    packed = file.read(4).startswith(b"PK")
    file.seek(0)
    if packed != name.lower().endswith(".xlsx"):
        raise NotFiguresError("This file is not what its name says. Save it as CSV, or as an Excel workbook (.xlsx).")
    rows = _sheet(file) if packed else _lines(file)
    headings: list[str] = []
    for number, values in enumerate(rows, start=1):
        if all(value is None or not str(value).strip() for value in values):
            continue
        if not headings:
            headings = _headings(values)
            continue
        if number > MOST_ROWS + 1:
            raise NotFiguresError(f"The file has more than {MOST_ROWS:,} rows. Hand it in in parts.")
        if any(isinstance(value, str) and UNREADABLE.search(value) for value in values):
            mend = "Save the file as “CSV UTF-8” and try again."
            yield Broken(number, (fault(number, "", "", "The row holds a character that cannot be read.", mend),))
            continue
        if len(values) > len(headings) and any(str(value or "").strip() for value in values[len(headings) :]):
            mend = "A comma inside a field needs quotation marks around the field."
            yield Broken(number, (fault(number, "", "", "The row has more fields than there are headings.", mend),))
            continue
        yield Fields(number, dict(zip(headings, values, strict=False)))
    if not headings:
        raise NotFiguresError("The file is empty.")


def _headings(values: list[Any]) -> list[str]:
    known = {column.lower(): column for column in COLUMNS}
    words = [" ".join(str(value or "").split()) for value in values]
    found = [known.get(word.lower(), "") for word in words]
    # A column more may be a list of patients: it is refused as it stands, and not silently left out.
    if any(word and not column for word, column in zip(words, found, strict=True)):
        raise NotFiguresError(f"A file of figures has these columns and no others: {', '.join(COLUMNS)}.")
    if missing := [column for column in COLUMNS if column in NEEDED and column not in found]:
        raise NotFiguresError(f"The first row must hold the headings. Not found: {', '.join(missing)}.")
    if twice := sorted({column for column in found if column and found.count(column) > 1}):
        raise NotFiguresError(f"A heading stands there twice: {', '.join(twice)}.")
    return found


def _lines(file: IO[bytes]) -> Iterator[list[Any]]:
    encoding = encoding_of(file)
    file.seek(0)
    reader = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield from csv.reader((line.replace("\0", "\ufffd") for line in reader), strict=True)
    except csv.Error as error:
        raise NotFiguresError("A quotation mark does not match. Save the sheet as “CSV UTF-8” again.") from error
    finally:
        reader.detach()


def _sheet(file: IO[bytes]) -> Iterator[list[Any]]:
    """The first sheet, a row at a time, as the values that were calculated when it was saved."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its own size may be anything
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield list(row)
        book.close()
    except DAMAGE as error:
        if isinstance(error, NotFiguresError):
            raise
        raise NotFiguresError("This workbook is damaged or protected by a password. Save it again without.") from error
