"""A file of 200 trusts and five years of months: how long it takes, and that memory stays flat."""

from __future__ import annotations

import os
from time import perf_counter

import pytest

from portal.programme import actions
from portal.programme.models import Observation
from tests.factories.organisations import OrganisationFactory
from tests.factories.programme import figure_book, figure_file, figure_row, make_analyst
from tests.memory import forget_peak, peak
from tests.proof import when_and_where, write_part


@pytest.mark.prove
@pytest.mark.django_db
def test_two_hundred_trusts_with_sixty_months() -> None:
    analyst, rows = make_analyst(), []
    trusts = [OrganisationFactory(kind="trust") for _ in range(200)]
    for label, file, key, years in (
        ("CSV, 12 months", figure_file, "written-off", range(2018, 2019)),
        ("CSV, 60 months", figure_file, "written-off", range(2019, 2024)),
        ("Excel, 60 months", figure_book, "identified-of-expected", range(2019, 2024)),
    ):
        parts = ("1234.56",) if key == "written-off" else ("1234.56", "10000.00")
        made = file(
            *(
                figure_row(trust.code, key, f"{year}-{month:02d}", *parts)
                for trust in trusts
                for year in years
                for month in range(1, 13)
            )
        )
        forget_peak()
        before, begun = peak(), perf_counter()
        one = actions.preview_import(actor=analyst, file=made, name=made.name)
        previewed = perf_counter()
        one = actions.confirm_import(actor=analyst, figure_import=one, plan=one.plan)
        rows.append((label, one.counts["rows"], previewed - begun, perf_counter() - previewed, before, peak()))
    assert Observation.objects.of_trusts().count() == 200 * (12 + 60 + 60)
    write_part(
        "figures",
        "Files of figures",
        [
            f"{when_and_where()}. `make prove ARGS=tests/programme/test_large_import.py`",
            "",
            "Two hundred trusts. Target: 12,000 figures in 10 seconds, memory flat.",
            f"The load of the cores was {os.getloadavg()[0]:.1f} at the end.",
            "",
            "| file | rows | preview, s | import, s | memory before, MB | at most, MB |",
            "|---|---|---|---|---|---|",
            *[
                f"| {label} | {count:,} | {preview:.1f} | {taken:.1f} | {before:.0f} | {most:.0f} |"
                for label, count, preview, taken, before, most in rows
            ],
        ],
    )
