"""Somebody comes by a provider: for the first time, again, to link, to unlink."""

from __future__ import annotations

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import RequestFactory

from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.models import User
from portal.users.second_factor import provider_asserted_second_factor
from tests.factories.users import PASSWORD, UserFactory

from .conftest import LOGIN, come_back, leave, sign_in

pytestmark = pytest.mark.django_db
CONNECTIONS = "/accounts/3rdparty/"
NIA = "nia.okafor@trust-a.example"


def did(action: str) -> bool:
    return LogEntry.objects.filter(action=action).exists()


def test_the_first_sign_in_makes_an_account_that_knows_neither_trust_nor_role(client, home, workplace):
    response = sign_in(client, workplace)
    assert response.url == "/me/trusts/add/"
    person = User.objects.get()
    assert (person.first_name, person.last_name, person.email) == ("Nia", "Okafor", NIA)
    assert person.trust is None and person.role == "" and not person.is_staff
    assert person.email_is_verified and not person.has_usable_password()
    assert did("users/signed-up") and client.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().extra_data == {"email": NIA}


def test_the_second_sign_in_finds_the_same_account_whatever_the_address_is_now(client, home, workplace):
    sign_in(client, workplace)
    client.logout()
    workplace.userinfo = {"email": "nia.married@trust-a.example"}
    sign_in(client, workplace)
    assert User.objects.get().email == NIA
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(("trusted", "said"), [(True, False), (True, None), (True, "yes"), (False, True)])
def test_an_address_that_nobody_we_trust_proved_is_asked_for_our_own_link(
    client, home, workplace, configure, trusted, said
):
    configure(workplace.url, trusted=trusted)
    workplace.userinfo = {"email_verified": said}
    response = sign_in(client, workplace)
    assert response.url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.get().verified
    assert Mail.objects.filter(to=NIA).count() == 1


def test_a_domain_that_configuration_names_counts_as_proved(client, home, workplace, configure):
    configure(workplace.url, trusted=True, verified_domains=["trust-a.example"])
    workplace.userinfo = {"email_verified": None}
    assert sign_in(client, workplace).url == "/me/trusts/add/"


def test_a_proved_address_at_a_trusted_provider_opens_the_account_that_proved_it_here(client, home, workplace):
    person = UserFactory(email=NIA)
    sign_in(client, workplace)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.socialaccount_set.count() == 1 and User.objects.count() == 1
    assert person.check_password(PASSWORD)
    assert did("users/linked-sign-on")
    assert "linked" in Mail.objects.get(to=NIA).subject


@pytest.mark.parametrize(("trusted", "said"), [(True, False), (False, True)])
def test_otherwise_an_account_is_not_opened_and_the_answer_tells_nothing(
    client, home, workplace, configure, trusted, said
):
    person = UserFactory(email=NIA)
    configure(workplace.url, trusted=trusted)
    workplace.userinfo = {"email_verified": said}
    taken = sign_in(client, workplace)
    assert "_auth_user_id" not in client.session and not SocialAccount.objects.exists()
    assert "account with this address already" in Mail.objects.get(to=NIA).text
    person.delete()
    free = sign_in(client, workplace)
    assert (taken.status_code, taken.url) == (free.status_code, free.url)


def test_linking_asks_for_the_password_and_unlinking_does_too(client, home, workplace):
    person = UserFactory()
    client.force_login(person)
    link = LOGIN + "?process=connect"
    response = client.post(link)
    assert response.url.startswith("/accounts/reauthenticate/")
    response = client.post(response.url, {"password": PASSWORD})
    assert response.url == link and "Link Workplace" in client.get(link).content.decode()
    page = client.get(sign_in(client, workplace, "?process=connect").url).content.decode()
    assert "Workplace is linked to your account" in page and did("users/linked-sign-on")
    account = person.socialaccount_set.get()
    client.logout()
    client.force_login(person)
    response = client.post(CONNECTIONS, {"account": account.pk})
    assert response.url.startswith("/accounts/reauthenticate/")
    assert person.socialaccount_set.exists()
    client.post(response.url, {"password": PASSWORD})
    assert not person.socialaccount_set.exists() and did("users/unlinked-sign-on")


def test_the_last_way_in_cannot_be_unlinked(client, home, workplace):
    sign_in(client, workplace)
    account = SocialAccount.objects.get()
    response = client.post(CONNECTIONS, {"account": account.pk})
    assert "only way in" in response.content.decode()
    assert SocialAccount.objects.exists()


def test_whoever_has_no_password_shows_at_the_provider_that_it_is_them(client, home, workplace):
    sign_in(client, workplace)
    person = User.objects.get()
    person.set_password(PASSWORD)  # a second way in, though this session does not know it
    client.logout()
    client.force_login(person)
    account = SocialAccount.objects.get()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    response = client.post(CONNECTIONS, {"account": account.pk})
    assert response.url.startswith(LOGIN) and "again=1" in response.url
    asked = leave(client, workplace, "?again=1&next=/accounts/3rdparty/")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    workplace.claims = {"auth_time": int(time.time()) - 3600}
    assert come_back(client, asked["state"]).context["reason"].value == "expired"
    workplace.claims = {"auth_time": int(time.time())}
    asked = leave(client, workplace, "?again=1&next=/accounts/3rdparty/")
    assert come_back(client, asked["state"]).url == CONNECTIONS


def test_a_provider_that_is_linked_to_somebody_else_is_not_moved(client, home, workplace):
    sign_in(client, workplace)
    client.logout()
    other = UserFactory()
    client.force_login(other)
    response = client.post("/accounts/reauthenticate/?next=/", {"password": PASSWORD})
    assert response.status_code == 302
    page = client.get(sign_in(client, workplace, "?process=connect").url).content.decode()
    assert "linked to another account" in page
    assert not other.socialaccount_set.exists()


WANTED = {"acr": ["AAL3"], "amr": ["mfa"]}


@pytest.mark.parametrize(
    ("configured", "claims", "counts"),
    [
        (WANTED, {"acr": "AAL3"}, True),
        (WANTED, {"amr": ["pwd", "mfa"]}, True),
        (WANTED, {"acr": "AAL2", "amr": ["pwd"]}, False),
        (WANTED, {"amr": "mfa"}, False),
        (WANTED, {}, False),
        ({}, {"acr": "AAL3", "amr": ["mfa"]}, False),
    ],
)
def test_a_second_factor_counts_only_as_configured_and_only_while_signed_in(
    client, home, workplace, configure, configured, claims, counts
):
    configure(workplace.url, trusted=True, second_factor=configured)
    workplace.claims = claims
    sign_in(client, workplace)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, User.objects.get()
    assert provider_asserted_second_factor(request) is counts
    client.logout()
    client.force_login(User.objects.get())
    request.session = client.session
    assert provider_asserted_second_factor(request) is False


def test_without_configuration_there_is_no_button_and_no_address_answers(client, home):
    assert "workplace account" not in client.get("/accounts/login/").content.decode()
    client.force_login(UserFactory())
    for address in (LOGIN, LOGIN + "callback/", CONNECTIONS, "/accounts/3rdparty/login/cancelled/"):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address
    for address in ("/accounts/3rdparty/signup/", "/accounts/3rdparty/login/error/", "/accounts/social/signup/"):
        assert client.get(address).status_code == 404, address


def test_what_is_linked_is_for_those_who_are_signed_in(client, home, workplace):
    for send in (client.get, client.post):
        assert send(CONNECTIONS).url.startswith("/accounts/login/")
    other = SocialAccount.objects.create(user=UserFactory(), provider="workplace", uid="other")
    client.force_login(UserFactory())
    client.post("/accounts/reauthenticate/?next=/", {"password": PASSWORD})
    assert client.post(CONNECTIONS, {"account": other.pk}).context["form"].errors
    assert SocialAccount.objects.filter(pk=other.pk).exists()


def test_with_it_the_sign_in_page_has_a_button_that_says_where_it_leads(client, home, workplace):
    page = client.get("/accounts/login/?next=/networks/").content.decode()
    assert "Sign in with Workplace" in page
    assert f'action="{LOGIN}?next=%2Fnetworks%2F"' in page
    assert "never here" in client.get(LOGIN).content.decode()  # a link that somebody sends asks first
