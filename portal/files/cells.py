"""Cells of CSV and XLSX files: text stays text, whatever a spreadsheet program would make of it."""

from __future__ import annotations

from typing import Any

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert_cell(value: Any) -> Any:
    """Numbers and dates as they are; text that would be read as a formula behind an apostrophe."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value
