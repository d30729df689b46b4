"""The register of trusts: what an address suggests, and the tables that staff keep."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from portal.organisations.models import Domain, Organisation, Region
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_there_are_seven_regions_with_their_whole_names():
    assert {region.name for region in Region.objects.all()} == {
        "London",
        "South East",
        "South West",
        "East of England",
        "Midlands",
        "North East and Yorkshire",
        "North West",
    }


def test_an_address_suggests_the_open_organisations_of_its_domain():
    trust, closed = OrganisationFactory(), OrganisationFactory(closed_on=date(2020, 4, 1))
    Domain.objects.create(name="trust-a.example").organisations.add(trust, closed)
    assert list(Organisation.objects.suggested_for("olu@TRUST-A.example")) == [trust]
    assert not Organisation.objects.suggested_for("olu@elsewhere.example").exists()


def test_an_address_of_a_trust_that_has_gone_suggests_its_successor():
    new = OrganisationFactory()
    old = OrganisationFactory(closed_on=date(2020, 3, 31), successor=new)
    Domain.objects.create(name="old.example").organisations.add(old, new)
    assert list(Organisation.objects.suggested_for("olu@old.example")) == [new]


def test_a_domain_is_kept_in_small_letters_however_it_is_typed():
    domain = Domain(name=" @Trust-A.EXAMPLE ")
    domain.full_clean()
    assert domain.name == "trust-a.example"


def test_a_shared_domain_never_names_one_trust():
    domain = Domain.objects.create(name="nhs-mail.example", shared=True)
    domain.organisations.add(OrganisationFactory())
    assert not domain.names_one_trust()


def test_staff_filter_the_register_and_take_it_away(client, home):
    OrganisationFactory(name="Alpha (invented)", trust_type="acute")
    OrganisationFactory(name="Beta (invented)", trust_type="teaching")
    client.force_login(StaffFactory(trust=None))
    listing = client.get("/admin/organisation/", {"trust_type": "teaching"}).content.decode()
    assert "Beta (invented)" in listing
    assert "Alpha (invented)" not in listing
    export = client.get("/admin/organisation/", {"export": "csv"})
    text = b"".join(export.streaming_content).decode() if export.streaming else export.content.decode()
    assert {row["Name"] for row in csv.DictReader(text.splitlines())} == {"Alpha (invented)", "Beta (invented)"}


def test_the_register_is_for_staff_only(client, home):
    client.force_login(UserFactory())
    assert client.get("/admin/organisation/").status_code in {302, 403}
