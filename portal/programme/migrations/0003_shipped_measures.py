"""The measures that the product ships, and the one dated national row that everybody quotes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

IN_FORCE = date(2017, 4, 1)
LEDGER = "The trust's own ledgers, handed in through the portal"
NATIONAL = "Published national figures of the department's cost recovery programme"

COHORT = {
    "family": "recovery",
    "formula": "Cash received ÷ pounds invoiced, both of the invoices raised in one month, read {0} months after its "
    "end. Write-offs and credit notes are not cash and do not lower what was invoiced.",
    "numerator": "cash received by then on those invoices",
    "denominator": "pounds invoiced in the month",
    "unit": "pence",
    "covers": "month",
    "scope": "not-reciprocal",
    "source": LEDGER,
}
MEASURES = [
    {
        "key": "identified-of-expected",
        "name": "Identified of expected income",
        "family": "identification",
        "formula": "Pounds identified ÷ pounds that should be identified. It says how many chargeable people are "
        "found, and nothing about whether they pay.",
        "numerator": "pounds identified in the month",
        "denominator": "pounds that should be identified in the month",
        "unit": "pence",
        "covers": "month",
        "scope": "not-reciprocal",
        "source": LEDGER,
    },
    {
        "key": "income-opportunity",
        "name": "Income opportunity",
        "family": "opportunity",
        "formula": "Pounds that should be identified in a year − pounds identified in it. An estimate: cash never "
        "counts towards it.",
        "numerator": "pounds that should have been identified and were not",
        "unit": "pence",
        "covers": "year",
        "scope": "not-reciprocal",
        "source": "The programme's estimate for each trust, with its range",
    },
    *(
        {
            **COHORT,
            "key": f"cash-of-invoiced-{age}m",
            "name": f"Cash received within {age} months of the invoice",
            "formula": COHORT["formula"].format(age),
            "age_in_months": age,
        }
        for age in (3, 6, 12, 24)
    ),
    {
        "key": "cash-in-year-of-identified",
        "name": "Cash in the year ÷ identified in the year",
        "family": "in-year",
        "formula": "Cash received in a year ÷ pounds identified in the same year. Descriptive only: debt is collected "
        "for up to six years, so the cash is not of the same invoices.",
        "numerator": "cash received in the year, for invoices of any year",
        "denominator": "pounds identified in the year",
        "unit": "pence",
        "covers": "year",
        "scope": "all",
        "source": NATIONAL,
    },
    {
        "key": "cash-recovery-in-the-letter",
        "name": "Cash recovery, as the letter of 2018/19 states it",
        "family": "recovery",
        "formula": "The national average that the letter to finance directors names: cash received ÷ invoiced. It was "
        "published as a rate, for that year alone.",
        "numerator": "cash received",
        "denominator": "pounds invoiced",
        "unit": "pence",
        "covers": "year",
        "scope": "not-reciprocal",
        "source": "The letter to finance directors of 2018/19",
        "effective_to": date(2019, 3, 31),
    },
    {
        "key": "invoices-paid-of-raised",
        "name": "Invoices paid of invoices raised",
        "family": "invoices",
        "formula": "Invoices paid in full within twelve months ÷ invoices raised, both of one year. It counts "
        "invoices, not pounds.",
        "numerator": "invoices paid in full within twelve months",
        "denominator": "invoices raised in the year",
        "unit": "count",
        "covers": "year",
        "scope": "not-reciprocal",
        "source": LEDGER,
    },
    {
        "key": "aged-debt",
        "name": "Debt older than twelve months",
        "family": "debt",
        "formula": "Pounds invoiced more than twelve months ago and neither paid, credited nor written off, on the "
        "last day of the month.",
        "numerator": "pounds owed for more than twelve months",
        "unit": "pence",
        "covers": "month",
        "scope": "not-reciprocal",
        "cumulative": True,
        "source": LEDGER,
    },
    {
        "key": "written-off",
        "name": "Written off",
        "family": "written-off",
        "formula": "Pounds written off in the month, for invoices of any age.",
        "numerator": "pounds written off in the month",
        "unit": "pence",
        "covers": "month",
        "scope": "not-reciprocal",
        "source": LEDGER,
    },
]
# Identified and cash in the year, in millions of pounds.
IN_YEAR = {2020: (61, 21), 2021: (67, 25), 2022: (100, 32), 2023: (123, 42), 2024: (142, 43)}
MILLION = 100_000_000  # in pence


def ship(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    definition, observation = apps.get_model("programme", "Definition"), apps.get_model("programme", "Observation")
    kept = {
        one["key"]: definition.objects.get_or_create(
            key=one["key"], version=1, defaults={"effective_from": IN_FORCE, **one}
        )[0]
        for one in MEASURES
    }
    observation.objects.get_or_create(
        definition=kept["cash-recovery-in-the-letter"],
        organisation=None,
        first_day=date(2018, 4, 1),
        last_day=date(2019, 3, 31),
        current=True,
        defaults={"published": Decimal("0.37"), "status": "final", "as_at": date(2018, 4, 1)},
    )
    for year, (identified, cash) in IN_YEAR.items():
        observation.objects.get_or_create(
            definition=kept["cash-in-year-of-identified"],
            organisation=None,
            first_day=date(year, 4, 1),
            last_day=date(year + 1, 3, 31),
            current=True,
            defaults={
                "amount": cash * MILLION,
                "whole": identified * MILLION,
                "status": "final",
                "as_at": date(year + 1, 4, 1),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_figures_and_cohorts")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
