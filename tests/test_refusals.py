"""What the portal refuses to be: no patient record, no verdict about a person, no public list of who is alone."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Field
from django.forms import BaseForm
from django.urls import get_resolver

from portal.cms.audience import PUBLIC
from portal.search.models import SearchEntry
from portal.users.actions import find_person
from portal.users.models import User
from portal.users.visibility import CIRCLE_OF, Circle
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory
from tests.privacy.test_every_form_is_guarded import our_forms
from tests.test_access import addresses

# Words of a record about a patient, of a case about one, and of a verdict on one.
PATIENT = re.compile(
    r"nationalit|ethnic|citizenship|immigration|visa_|nhs_number|passport|date_of_birth|birth_date|patient(?!_journey)|"
    r"case_(number|tracker)|chargeable|is_eligible"
)
# A line of the Home Office's or of an agency's that data could leave by.
TRANSFER = re.compile(r"home.?office|debt.?agenc|bailiff")


def our_fields() -> list[tuple[str, Field]]:
    ours = [model for model in apps.get_models() if model._meta.app_config.name in settings.PORTAL_APPS]
    return [(model._meta.label, field) for model in ours for field in model._meta.get_fields()]


def test_no_table_has_a_column_about_a_patient():
    found = [f"{label}.{field.name}" for label, field in our_fields() if PATIENT.search(field.name)]
    assert found == []


def test_no_form_asks_for_one():
    forms: dict[str, type[BaseForm]] = our_forms()
    found = [f"{name}.{field}" for name, form in forms.items() for field in form.base_fields if PATIENT.search(field)]
    assert found == []


def test_no_address_hands_anything_to_the_home_office_or_to_an_agency():
    assert [name for name in addresses(get_resolver().url_patterns) if TRANSFER.search(name)] == []
    assert not any(TRANSFER.search(name.lower()) for name in vars(settings._wrapped) if name.isupper())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/people/", "/seats/", "/seats/specialists/", "/seats/at/{code}/", "/people/{pk}/"])
def test_the_public_sees_no_list_of_people_nor_which_trust_has_none(path):
    person, trust = UserFactory(last_name="Vandermeer"), OrganisationFactory()
    response = Client().get(path.format(pk=person.pk, code=trust.code))
    assert response.status_code in {302, 404}
    assert "Vandermeer" not in response.content.decode()


@pytest.mark.django_db
def test_search_finds_no_person_for_the_public_however_much_they_show():
    person = UserFactory(last_name="Vandermeer")
    User.objects.filter(pk=person.pk).update(**dict.fromkeys(CIRCLE_OF.values(), Circle.SIGNED_IN))
    find_person(person=person)
    rows = SearchEntry.objects.filter(kind="person", title__contains="Vandermeer")
    assert rows.exists()
    assert not rows.filter(audience__tokens__token=PUBLIC).exists()
    assert f"/people/{person.pk}/" not in Client().get("/search/?q=Vandermeer").content.decode()
    signed_in = Client()
    signed_in.force_login(UserFactory())
    assert f"/people/{person.pk}/" in signed_in.get("/search/?q=Vandermeer").content.decode()
