"""Reads files of the Organisation Data Service row by row. Whatever the bytes are, the answer is a row or a fault.

Each physical line is read by itself: no field of these files holds a line break, and a quotation mark that is never
closed must not swallow the rows after it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import IO, Any

COLUMNS = 27
MOST_LINES = 500_000
LONGEST_LINE = 4_000  # characters
LONGEST_NAME = 200

CODE = re.compile(r"[A-Z0-9]{2,10}")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\u2028\u2029]")
FIRST_YEAR, LAST_YEAR = 1850, 2100

# Columns of the organisation file, as people count them.
ORGANISATION, NAME, GROUPING, GEOGRAPHY, ADDRESS, POSTAL, OPENED, CLOSED = 1, 2, 3, 4, 5, 10, 11, 12


class NotRegisterFileError(ValueError):
    """Why a file as a whole cannot be read."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of one line, and what a person can do."""

    line: int
    column: int | str  # counted from 1, or its heading; 0 or nothing is the whole line
    value: str
    why: str
    mend: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Broken:
    """A line that is not taken, with every reason."""

    line: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class OrganisationRow:
    line: int
    code: str
    name: str
    grouping: str
    geography: str
    address: tuple[str, ...]
    postcode: str
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class SuccessionRow:
    line: int
    old: str
    new: str
    reason: str
    on: date


class Fields:
    """The fields of one line; it collects what is wrong with them."""

    def __init__(self, line: int, values: list[str]) -> None:
        self.line = line
        self.values = [" ".join(value.split()) for value in values]
        self.faults: list[Fault] = []

    def wrong(self, column: int, why: str, mend: str) -> None:
        value = self.values[column - 1][:80] if column else ""
        self.faults.append(Fault(self.line, column, value, why, mend))

    def text(self, column: int) -> str:
        return self.values[column - 1]

    def code(self, column: int, what: str) -> str:
        value = self.text(column).upper()
        if not CODE.fullmatch(value):
            self.wrong(column, f"This is not {what}.", "A code has 2 to 10 letters and digits, nothing else.")
        return value

    def name(self, column: int) -> str:
        value = self.text(column)
        if not value:
            self.wrong(column, "The name is missing.", "Write the name of the organisation.")
        elif len(value) > LONGEST_NAME:
            self.wrong(column, f"The name is longer than {LONGEST_NAME} letters.", "Shorten it.")
        return value

    def optional_code(self, column: int) -> str:
        return self.code(column, "a geography code") if self.text(column) else ""

    def postcode(self, column: int) -> str:
        value = self.text(column).upper()
        if value and not POSTCODE.fullmatch(value):
            self.wrong(column, "This is not a postcode.", "Write it like LS1 4AP, or leave it empty.")
        return value

    def day(self, column: int, *, needed: bool = False) -> date | None:
        value = self.text(column)
        if not value:
            if needed:
                self.wrong(column, "The date is missing.", "Write year, month, day, like 20260401.")
            return None
        try:
            if not re.fullmatch("[0-9]{8}", value):
                raise ValueError
            day = datetime.strptime(value, "%Y%m%d").date()
        except ValueError:
            self.wrong(column, "There is no such day.", "Write year, month, day without spaces, like 20260401.")
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.wrong(column, f"The year is not between {FIRST_YEAR} and {LAST_YEAR}.", "Correct the year.")
        return day


def organisations_in(file: IO[bytes]) -> Iterator[OrganisationRow | Broken]:
    """The rows of a 27-column file: code, name, two geographies, address, postcode, first and last day, and more."""
    seen: dict[str, int] = {}
    for fields in _lines(file, right_width=lambda width: width == COLUMNS, width=f"{COLUMNS} columns"):
        if isinstance(fields, Broken):
            yield fields
            continue
        row = OrganisationRow(
            line=fields.line,
            code=fields.code(ORGANISATION, "an organisation code"),
            name=fields.name(NAME),
            grouping=fields.optional_code(GROUPING),
            geography=fields.optional_code(GEOGRAPHY),
            address=tuple(line for line in fields.values[ADDRESS - 1 : POSTAL - 1] if line),
            postcode=fields.postcode(POSTAL),
            opened_on=fields.day(OPENED),
            closed_on=fields.day(CLOSED),
        )
        if row.opened_on and row.closed_on and row.closed_on < row.opened_on:
            fields.wrong(CLOSED, "It closes before it opens.", "Correct one of the two dates.")
        if (first := seen.setdefault(row.code, row.line)) != row.line:
            fields.wrong(ORGANISATION, f"The same code stands in line {first}.", "Keep one of the two lines.")
        yield Broken(row.line, tuple(fields.faults)) if fields.faults else row


def successions_in(file: IO[bytes]) -> Iterator[SuccessionRow | Broken]:
    """The rows of a successor file: old code, new code, reason, first day of the new one; or without the reason."""
    seen: dict[tuple[str, str], int] = {}
    for fields in _lines(file, right_width=lambda width: width >= 3, width="old code, new code, reason and date"):
        if isinstance(fields, Broken):
            yield fields
            continue
        short = len(fields.values) == 3
        old, new = fields.code(1, "an organisation code"), fields.code(2, "an organisation code")
        on = fields.day(3 if short else 4, needed=True)
        if old == new and not fields.faults:
            fields.wrong(2, "An organisation cannot be its own successor.", "Write the code of the other one.")
        if (first := seen.setdefault((old, new), fields.line)) != fields.line:
            fields.wrong(1, f"The same two codes stand in line {first}.", "Keep one of the two lines.")
        if fields.faults or on is None:
            yield Broken(fields.line, tuple(fields.faults))
        else:
            yield SuccessionRow(fields.line, old, new, "" if short else fields.text(3)[:80], on)


def _lines(file: IO[bytes], *, right_width: Callable[[int], bool], width: str) -> Iterator[Fields | Broken]:
    for number, line in _decoded(file):
        if number > MOST_LINES:
            raise NotRegisterFileError(f"The file has more than {MOST_LINES:,} lines.")
        if not line.strip(" \t\r\n\ufeff"):
            continue
        if len(line) >= LONGEST_LINE:
            yield _broken(number, "The line is too long.", "Check that each organisation stands on its own line.")
        elif UNREADABLE.search(line):
            yield _broken(
                number, "The line holds a character that cannot be read.", "Save the file as “CSV UTF-8” and try again."
            )
        else:
            yield from _split(number, line, right_width, width)


def _split(number: int, line: str, right_width: Callable[[int], bool], width: str) -> Iterator[Fields | Broken]:
    try:
        values = next(csv.reader([line], strict=True))
    except csv.Error:
        yield _broken(
            number,
            "A quotation mark does not match.",
            "Put quotation marks around the whole field, and double those inside.",
        )
        return
    if number == 1 and values and values[0].strip().lower() in {"code", "organisation code", "org code", "ods code"}:
        return  # a heading: the service writes none, spreadsheet programs do
    if not right_width(len(values)):
        yield _broken(
            number,
            f"The line has {len(values)} columns; expected are {width}.",
            "A comma inside a name needs quotation marks around the name.",
        )
        return
    yield Fields(number, values)


def _broken(line: int, why: str, mend: str) -> Broken:
    return Broken(line, (Fault(line, 0, "", why, mend),))


def _decoded(file: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Each line with its number. No more than one line is held."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        raise NotRegisterFileError("This is a packed file (ZIP, or a workbook). Unpack it, or save it as CSV.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NotRegisterFileError("The file is saved as Unicode text. Save it as “CSV UTF-8”.")
    if start.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise NotRegisterFileError("This is not a CSV file.")
    encoding = encoding_of(file)
    file.seek(0)
    reader = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None)
    try:
        number = 0
        while raw := reader.readline(LONGEST_LINE):
            number += 1
            rest = raw
            while len(rest) == LONGEST_LINE and not rest.endswith("\n"):
                rest = reader.readline(LONGEST_LINE)
            yield number, raw
    finally:
        reader.detach()


def encoding_of(file: IO[bytes]) -> str:
    """UTF-8 if every byte of the file says so, else what Windows writes: told for the whole file, never for a line."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
