"""Cells that a spreadsheet program must not run."""

from __future__ import annotations

import pytest

from portal.files.cells import inert_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    assert inert_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["London", "", -1, 2.5, None])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert inert_cell(value) == value
