"""Reading the files of the register: whatever the bytes are, the answer is a row or a fault that somebody can mend."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.organisations.ods import (
    Broken,
    NotRegisterFileError,
    OrganisationRow,
    SuccessionRow,
    organisations_in,
    successions_in,
)
from portal.organisations.words import same, spoken
from tests.factories.organisations import ods_file, ods_row


def read(*rows: list[str], encoding: str = "utf-8") -> list[OrganisationRow | Broken]:
    return list(organisations_in(ods_file(*rows, encoding=encoding)))


def only_fault(*rows: list[str]):
    (broken,) = [row for row in read(*rows) if isinstance(row, Broken)]
    (fault,) = broken.faults
    return fault


def test_a_row_is_read_by_its_columns():
    (row,) = read(ods_row("RX1", "ALPHA NHS TRUST", closed="20260331"))
    assert (row.code, row.name, row.grouping, row.geography) == ("RX1", "ALPHA NHS TRUST", "Y56", "QMJ")
    assert (row.address, row.postcode) == (("1 TEST STREET", "LONDON"), "ZZ1 1AA")
    assert (row.opened_on, row.closed_on) == (date(1994, 4, 1), date(2026, 3, 31))


def test_a_comma_in_quotation_marks_is_part_of_the_name():
    (row,) = read(ods_row("RX1", "ALPHA, BETA AND GAMMA"))
    assert row.name == "ALPHA, BETA AND GAMMA"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_with_accents_are_read_from_utf8_and_from_windows(encoding):
    (row,) = read(ods_row("RX1", "ZOË HOUSE\u2019S"), encoding=encoding)
    assert (row.code, row.name) == ("RX1", "ZOË HOUSE\u2019S")


def test_line_ends_of_every_system_are_read():
    content = ods_file(ods_row("RX1", "A"), ods_row("RX2", "B")).read()
    for ending in (b"\r\n", b"\n", b"\r"):
        rows = list(organisations_in(io.BytesIO(content.replace(b"\r\n", ending))))
        assert [row.code for row in rows] == ["RX1", "RX2"]


def test_a_heading_and_blank_lines_are_passed_over():
    heading = ["Organisation Code", "Name", *["x"] * 25]
    rows = list(organisations_in(io.BytesIO(ods_file(heading, ods_row("RX1", "A")).read() + b"\r\n\r\n")))
    assert [(row.line, row.code) for row in rows] == [(2, "RX1")]


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"code": "R X"}, 1),
        ({"code": "=1+1"}, 1),
        ({"code": "DEMO-1"}, 1),
        ({"name": ""}, 2),
        ({"name": "X" * 201}, 2),
        ({"geography": "?!"}, 4),
        ({"postcode": "NOWHERE"}, 10),
        ({"opened": "20260230"}, 11),
        ({"opened": "1/4/2026"}, 11),
        ({"opened": "99990101"}, 11),
        ({"closed": "19930101"}, 12),
        ({"closed": "\uff12\uff10\uff12\uff16\uff10\uff14\uff10\uff11"}, 12),
    ],
)
def test_a_wrong_field_is_named_by_line_and_column_with_its_value_and_a_cure(fields, column):
    fields = {"code": "RX1", "name": "ALPHA"} | fields
    fault = only_fault(ods_row("RX0", "SOUND"), ods_row(**fields))
    assert (fault.line, fault.column) == (2, column)
    assert fault.value in {*fields.values(), "X" * 80}
    assert fault.why.endswith(".")
    assert fault.mend.endswith(".")


def test_a_code_that_comes_twice_is_a_fault_that_names_the_first_line():
    fault = only_fault(ods_row("RX1", "ALPHA"), ods_row("RX1", "BETA"))
    assert (fault.line, fault.column) == (2, 1)
    assert "line 1" in fault.why


def test_a_line_with_too_few_columns_is_a_fault_of_its_own():
    fault = only_fault(["RX1", "ALPHA"], ods_row("RX2", "B"))
    assert (fault.line, fault.column) == (1, 0)
    assert "2 columns" in fault.why


def test_a_quotation_mark_that_is_never_closed_costs_one_line_only():
    content = ods_file(ods_row("RX1", "A"), ods_row("RX2", "B"), ods_row("RX3", "C")).read()
    rows = list(organisations_in(io.BytesIO(content.replace(b'"B"', b'"B'))))
    assert [type(row).__name__ for row in rows] == ["OrganisationRow", "Broken", "OrganisationRow"]
    assert "quotation mark" in rows[1].faults[0].why


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", "RX1".encode("utf-16")])
def test_another_kind_of_file_is_refused_as_a_whole(start):
    with pytest.raises(NotRegisterFileError):
        list(organisations_in(io.BytesIO(start + b"x" * 50)))


def test_a_file_is_read_row_by_row_and_memory_stays_flat():
    one = ods_file(ods_row("RX1", "A" * 100)).read()

    def most_held(times: int) -> int:
        tracemalloc.start()
        for _ in organisations_in(io.BytesIO(one * times)):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most - len(one) * times

    assert most_held(10_000) < most_held(1_000) + 1_000_000


def test_a_line_without_end_is_one_fault_and_is_not_kept_in_memory():
    content = b"x" * 3_000_000 + b"\r\n" + ods_file(ods_row("RX2", "B")).read()
    broken, row = organisations_in(io.BytesIO(content))
    assert "too long" in broken.faults[0].why
    assert (row.line, row.code) == (2, "RX2")


def test_successors_are_read_with_and_without_a_reason():
    file = ods_file(["RX1", "RX2", "M", "20260401", "TR"], ["RX3", "RX2", "20200401"])
    assert list(successions_in(file)) == [
        SuccessionRow(1, "RX1", "RX2", "M", date(2026, 4, 1)),
        SuccessionRow(2, "RX3", "RX2", "", date(2020, 4, 1)),
    ]


@pytest.mark.parametrize("row", [["RX1", "RX1", "M", "20260401"], ["RX1", "RX2", "M", ""], ["RX1", "RX2"]])
def test_a_wrong_successor_is_a_fault(row):
    (broken,) = successions_in(ods_file(row))
    assert isinstance(broken, Broken)
    assert broken.faults


@given(st.binary(max_size=400))
def test_no_bytes_are_ever_a_traceback(content):
    for reader in (organisations_in, successions_in):
        try:
            for row in reader(io.BytesIO(content)):
                assert not isinstance(row, Broken) or row.faults
        except NotRegisterFileError as error:
            assert str(error)


@given(st.lists(st.text(max_size=30), min_size=27, max_size=27))
def test_no_fields_are_ever_a_traceback_and_a_row_that_is_taken_is_sound(fields):
    text = ",".join('"' + field.replace('"', '""') + '"' for field in fields)
    for row in organisations_in(io.BytesIO(text.encode("utf-8", "surrogatepass"))):
        if isinstance(row, OrganisationRow):
            assert row.code.isascii()
            assert 0 < len(row.name) <= 200
            assert "\n" not in row.name


@given(st.text(max_size=60))
def test_a_spoken_name_differs_in_nothing_but_its_capitals(text):
    if len(text.upper()) == len(text) and text.upper().lower() == text.lower():
        assert same(spoken(text.upper()), text.upper())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ALPHA AND BETA UNIVERSITY HOSPITALS NHS FOUNDATION TRUST", None),
        ("PEAKSIDE CHILDREN'S NHS TRUST", "Peakside Children's NHS Trust"),
        ("NHS STOKE-ON-SEA ICB - 00X", "NHS Stoke-on-Sea ICB - 00X"),
        ("THE NORTH", "The North"),
        ("Already spoken", "Already spoken"),
    ],
)
def test_capitals_become_a_name_as_people_write_it(written, name):
    assert spoken(written) == (name or "Alpha and Beta University Hospitals NHS Foundation Trust")
