"""The one writer of lists: what a spreadsheet gets, and how little memory it takes."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.cells import STARTS_A_FORMULA
from portal.files.tables import Column, Table, write, write_csv, write_xlsx

COLUMNS = [
    Column("Name", "name"),
    Column("Places", "places", "number"),
    Column("Rate", lambda row: Decimal("0.37"), "number"),
    Column("Day", "day", "date"),
    Column("Written", "written", "moment"),
    Column("Region", "trust.region"),
    Column("Themes", "themes"),
    Column("Open", "is_open"),
]
ROW = SimpleNamespace(
    name="Zoë =", places=12, day=date(2015, 2, 25), written=datetime(2026, 7, 1, 13, 0, 7, 99, tzinfo=UTC), trust=None,
    themes=["debt", "data"], is_open=lambda: True,
)  # fmt: skip
ABOUT = [("List", "Meetings"), ("Made by", "=Olu")]


def as_csv(*rows) -> list[list[str]]:
    out = io.BytesIO()
    write_csv(columns=COLUMNS, rows=rows, out=out)
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))


def as_sheets(*rows):
    out = io.BytesIO()
    write_xlsx(columns=COLUMNS, rows=rows, about=ABOUT, out=out)
    return openpyxl.load_workbook(out)


def test_a_csv_begins_with_its_headings_and_a_mark_for_excel():
    out = io.BytesIO()
    assert write("csv", columns=COLUMNS, rows=[ROW], about=ABOUT, out=out) == 1
    assert out.getvalue().startswith(b"\xef\xbb\xbfName,Places")
    [_, row] = as_csv(ROW)
    assert row == ["Zoë =", "12", "0.37", "2015-02-25", "2026-07-01 14:00", "", "debt, data", "Yes"]


def test_in_a_sheet_numbers_are_numbers_and_dates_are_dates_in_our_time():
    [_, row] = as_sheets(ROW)["List"].iter_rows()
    assert [cell.value for cell in row[1:5]] == [
        12, 0.37, datetime(2015, 2, 25), datetime(2026, 7, 1, 14, 0, 7)
    ]  # fmt: skip
    assert row[3].is_date
    assert row[3].number_format == "d mmmm yyyy"


def test_the_day_of_a_moment_is_the_day_here():
    column = Column("Joined", lambda row: datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "date")
    assert column.of(ROW) == date(2026, 7, 1)


def test_a_sheet_says_beside_the_list_what_it_is():
    said = {row[0].value: row[1].value for row in as_sheets(ROW, ROW)["About"].iter_rows()}
    assert said == {"List": "Meetings", "Made by": "'=Olu", "Rows": "2"}


@given(st.text(max_size=30), st.sampled_from(STARTS_A_FORMULA))
def test_no_text_begins_a_formula_and_every_text_can_be_written(text, start):
    row = SimpleNamespace(**{**vars(ROW), "name": start + text})
    [_, found] = as_csv(row)
    assert found[0].startswith("'")
    [_, cells] = as_sheets(row)["List"].iter_rows()
    assert cells[0].data_type == "s"
    assert cells[0].value.startswith("'")


def test_a_text_longer_than_a_cell_is_cut():
    [_, cells] = as_sheets(SimpleNamespace(**{**vars(ROW), "name": "x" * 40_000}))["List"].iter_rows()
    assert len(cells[0].value) == 32_767


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_ten_times_the_rows_take_no_more_memory(form, tmp_path):
    def peak(count: int) -> int:
        tracemalloc.start()
        with (tmp_path / f"{count}.{form}").open("wb") as out:
            write(form, columns=COLUMNS[:2], rows=(ROW for _ in range(count)), about=ABOUT, out=out)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(10_000) < peak(1_000) + 500_000


def test_only_what_was_chosen_is_logged_and_not_what_was_typed():
    class Meetings(Table):
        coded = ("state",)

    table = Meetings(user=None, query="words=Olu+Somebody&state=open&page=3&region=")  # type: ignore[arg-type]
    assert table.logged_filters() == {"words": "(words)", "state": "open"}
