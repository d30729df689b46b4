"""Trusts to test with."""

from __future__ import annotations

import csv
import io

import factory

from portal.organisations.models import Organisation, Region


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"X-{n:04d}")
    name = factory.Sequence(lambda n: f"Invented Trust {n}")
    invented = True
    region = factory.LazyFunction(lambda: Region.objects.get(slug="london"))


def ods_row(code: str, name: str, **fields: str) -> list[str]:
    """A row of the 27-column file: an open organisation in London, unless the fields say otherwise."""
    values = {"grouping": "Y56", "geography": "QMJ", "postcode": "ZZ1 1AA", "opened": "19940401", "closed": ""} | fields
    address = ["1 TEST STREET", "", "", "LONDON", ""]
    start = [code, name, values["grouping"], values["geography"], *address, values["postcode"]]
    return [*start, values["opened"], values["closed"], *[""] * 15]


def ods_file(*rows: list[str], encoding: str = "utf-8") -> io.BytesIO:
    """Rows as the service writes them: every field in quotation marks, no heading."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    file = io.BytesIO(text.getvalue().encode(encoding))
    file.name = "etr.csv"
    return file
