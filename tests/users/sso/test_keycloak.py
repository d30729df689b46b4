"""A real provider: what goes right there, and what a real provider says when it does not."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from portal.users.models import User
from tests.factories.users import UserFactory
from tests.keycloak import PASSWORD, REALM, KeycloakAdmin

from .conftest import LOGIN

pytestmark = pytest.mark.django_db
CALLBACK = f"http://testserver{LOGIN}callback/"


@pytest.fixture
def keycloak(keycloak_url: str, configure) -> str:
    configure(f"{keycloak_url}/realms/{REALM}", trusted=True)
    return keycloak_url


@pytest.fixture
def disabled_later(keycloak: str) -> Iterator[KeycloakAdmin]:
    """Rhys is blocked in the middle of a test, and let in again after it."""
    admin = KeycloakAdmin(keycloak)
    yield admin
    admin.enable("rhys", enabled=True)


def asks_keycloak(address: str, name: str) -> requests.Response:
    """Somebody types name and password there."""
    browser = requests.Session()
    page = browser.get(address, timeout=30)
    for cookie in browser.cookies:
        cookie.secure = False  # a real browser trusts the loopback address as it trusts HTTPS
    action = re.search(r'<form id="kc-form-login"[^>]*action="([^"]+)"', page.text).group(1)
    typed = {"username": name, "password": PASSWORD}
    return browser.post(html.unescape(action), typed, allow_redirects=False, timeout=30)


def way_back(client: Client, name: str) -> dict[str, str]:
    """From our button through Keycloak's form to the answer that it sends the browser back with."""
    left = client.post(LOGIN)
    answer = asks_keycloak(left.url, name)
    assert answer.headers["Location"].startswith(CALLBACK), answer.text[:500]
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def arrives(client: Client, answer: dict[str, str]) -> HttpResponse:
    return client.get(LOGIN + "callback/", answer)


def nothing_came_of_it(client: Client) -> bool:
    return "_auth_user_id" not in client.session and not SocialAccount.objects.exists() and not User.objects.exists()


def test_the_first_sign_in_makes_an_account_and_the_next_one_finds_it(client, home, keycloak):
    answer = way_back(client, "nia")
    assert answer["iss"] == f"{keycloak}/realms/{REALM}"
    assert arrives(client, answer).url == "/me/trusts/add/"
    person = User.objects.get()
    assert (str(person), person.email) == ("Nia Okafor", "nia.okafor@trust-a.example")
    assert person.email_is_verified and person.trust is None and person.role == ""
    other = Client()
    arrives(other, way_back(other, "nia"))
    assert other.session["_auth_user_id"] == str(person.pk) and User.objects.count() == 1


def test_an_account_that_proved_the_address_here_is_opened_and_linked(client, home, keycloak):
    person = UserFactory(email="lena.byrne@trust-a.example")
    arrives(client, way_back(client, "lena"))
    assert client.session["_auth_user_id"] == str(person.pk) and person.socialaccount_set.exists()


def test_an_address_that_the_provider_did_not_verify_is_asked_for_our_link(client, home, keycloak):
    assert arrives(client, way_back(client, "uma")).url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session and not User.objects.get().email_is_verified


def test_somebody_blocked_at_the_provider_is_told_there_and_never_comes_back(client, home, keycloak):
    answer = asks_keycloak(client.post(LOGIN).url, "dai")
    assert answer.status_code == 200 and "Account is disabled" in answer.text
    assert nothing_came_of_it(client)


def test_somebody_blocked_on_the_way_back_is_told_by_us(client, home, keycloak, disabled_later):
    answer = way_back(client, "rhys")
    disabled_later.enable("rhys", enabled=False)
    page = arrives(client, answer)
    assert page.status_code == 403 and page.context["reason"].value == "declined"
    assert nothing_came_of_it(client)


def test_an_answer_that_was_meant_for_another_system_is_refused(client, home, keycloak):
    left = client.post(LOGIN).url
    for_another = left.replace("client_id=portal", "client_id=another-system")
    stolen = dict(parse_qsl(urlsplit(asks_keycloak(for_another, "nia").headers["Location"]).query))
    page = arrives(client, stolen)
    assert page.status_code == 403 and page.context["reason"].value == "declined"
    assert nothing_came_of_it(client)


def test_a_client_that_is_another_system_at_the_provider_is_refused_by_the_audience(
    client, home, keycloak, configure, monkeypatch
):
    """Were the code accepted, the token would still name the other system."""
    from portal.users.sso.provider import Exchange

    configure(f"{keycloak}/realms/{REALM}", trusted=True, client_id="another-system", secret="another-system-secret")
    answer = way_back(client, "nia")
    fetched = Exchange.get_access_token_data

    def then_we_are_the_portal(self, *args, **kwargs):
        data = fetched(self, *args, **kwargs)
        configure(f"{keycloak}/realms/{REALM}", trusted=True)
        args[1].client_id = "portal"
        return data

    monkeypatch.setattr(Exchange, "get_access_token_data", then_we_are_the_portal)
    page = arrives(client, answer)
    assert page.status_code == 403 and page.context["reason"].value == "audience"
    assert nothing_came_of_it(client)


@pytest.mark.parametrize(("ours", "reason"), [(500, "expired"), (-120, "early")])
def test_a_clock_that_is_far_off_is_said_so(client, home, keycloak, ours, reason):
    answer = way_back(client, "nia")
    with time_machine.travel(time.time() + ours, tick=True):
        page = arrives(client, answer)
    assert page.status_code == 403 and page.context["reason"].value == reason
    assert nothing_came_of_it(client)


def test_a_clock_that_is_half_a_minute_off_is_forgiven(client, home, keycloak):
    answer = way_back(client, "nia")
    with time_machine.travel(time.time() - 30, tick=True):
        assert arrives(client, answer).url == "/me/trusts/add/"


def test_an_answer_of_the_provider_is_used_once(client, home, keycloak):
    answer = way_back(client, "nia")
    arrives(client, answer)
    other = Client()
    for browser in (client, other):
        assert arrives(browser, answer).context["reason"].value == "state"
    assert "_auth_user_id" not in other.session
