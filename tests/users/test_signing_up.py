"""Somebody becomes a person of the portal: signs up, verifies the address, says where they work."""

from __future__ import annotations

import re

import pytest

from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.organisations.models import Domain
from portal.users.models import User
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

DETAILS = {
    "first_name": "Olu",
    "last_name": "Adeyemi",
    "email": "olu.adeyemi@thamesgate.example",
    "password1": "walnut-tram-harvest",
}


def sign_up(client, **changes):
    return client.post("/accounts/signup/", DETAILS | changes)


def link_in(mail: Mail) -> str:
    return re.search(r"http://[^/]+(/\S+)", mail.text).group(1)


@pytest.fixture
def thamesgate(db):
    trust = OrganisationFactory(name="Thamesgate (invented)")
    Domain.objects.create(name="thamesgate.example").organisations.add(trust)
    return trust


def test_a_new_person_verifies_with_a_button_and_is_asked_where_they_work(client, home, thamesgate):
    response = sign_up(client)
    assert response.status_code == 302
    link = link_in(Mail.objects.get(to=DETAILS["email"]))
    # A mail scanner that follows the link decides nothing.
    assert client.get(link).status_code == 200
    assert not User.objects.get().email_is_verified
    response = client.post(link)
    assert response.url == "/me/trusts/add/"
    assert User.objects.get().email_is_verified
    page = client.get("/me/trusts/add/").content.decode()
    assert re.search(rf'<input[^>]* value="{thamesgate.pk}"[^>]* checked', page)


def test_whoever_has_not_verified_the_address_cannot_sign_in(client, home):
    sign_up(client)
    client.logout()
    response = client.post("/accounts/login/", {"login": DETAILS["email"], "password": DETAILS["password1"]})
    assert response.url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_a_taken_address_answers_like_a_free_one_and_its_owner_is_told(client, home):
    UserFactory(email=DETAILS["email"])
    taken, free = sign_up(client), sign_up(client, email="new@thamesgate.example")
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert "account with this address already" in Mail.objects.get(to=DETAILS["email"]).text
    assert User.objects.filter(email=DETAILS["email"]).count() == 1


def test_a_password_reset_for_an_unknown_address_says_the_same_as_for_a_known_one(client, home):
    UserFactory(email=DETAILS["email"])
    known = client.post("/accounts/password/reset/", {"email": DETAILS["email"]})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@thamesgate.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"email": "not-an-address"}, "email"),
        ({"password1": "short"}, "password1"),
        ({"first_name": "x" * 101}, "first_name"),
    ],
)
def test_a_mistake_names_its_field_and_keeps_the_rest(client, home, changes, field):
    response = sign_up(client, **changes)
    assert field in response.context["form"].errors
    assert "Adeyemi" in response.content.decode()
    assert not User.objects.exists()


def test_an_address_is_one_person_in_any_case(client, home):
    UserFactory(email="olu@thamesgate.example")
    response = client.post("/accounts/login/", {"login": "OLU@Thamesgate.example", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_signing_up_and_verifying_are_in_the_log(client, home):
    sign_up(client)
    client.post(link_in(Mail.objects.get()))
    assert set(LogEntry.objects.values_list("action", flat=True)) >= {"users/signed-up", "users/verified-address"}
