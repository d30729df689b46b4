"""What a provider, or somebody who pretends to be one, may not do. Each refusal is a page, and nothing is written."""

from __future__ import annotations

import time

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount

from portal.users.models import User
from portal.users.sso import provider
from tests.factories.users import UserFactory

from .conftest import LOGIN, come_back, leave, sign_in
from .issuer import OWN_KEY, STRANGE_KEY

pytestmark = pytest.mark.django_db


def refused(client, response, reason: str, words: str = "") -> None:
    """The page says which, and nobody and nothing came of it."""
    assert response.status_code == 403
    assert response.context["reason"].value == reason
    assert "Nothing was created or changed" in response.content.decode()
    assert words in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert not User.objects.filter(email="nia.okafor@trust-a.example").exists()


def seconds(shift: int) -> int:
    return int(time.time()) + shift


LIES = [
    ({"aud": "another-system"}, "audience"),
    ({"aud": ["portal", "another-system"]}, "audience"),
    ({"aud": ["portal", "another-system"], "azp": "another-system"}, "audience"),
    ({"azp": "another-system"}, "audience"),
    ({"iss": "https://evil.example"}, "issuer"),
    ({"nonce": "of another sign-in"}, "nonce"),
    ({"nonce": None}, "nonce"),
    ({"sub": None}, "incomplete"),
    ({"exp": None}, "incomplete"),
    ({"iat": None}, "incomplete"),
    ({"sub": "x" * 192}, "incomplete"),
]


@pytest.mark.parametrize(("claims", "reason"), LIES)
def test_a_token_with_a_false_claim_is_refused(client, home, workplace, claims, reason):
    workplace.claims = claims
    refused(client, sign_in(client, workplace), reason)


LATE = [
    ({"iat": -400, "exp": -90}, "expired"),
    ({"iat": 90, "exp": 400}, "early"),
    ({"nbf": 90}, "early"),
]


@pytest.mark.parametrize(("shifts", "reason"), LATE)
def test_a_token_outside_its_time_is_refused(client, home, workplace, shifts, reason):
    workplace.claims = {name: seconds(shift) for name, shift in shifts.items()}
    refused(client, sign_in(client, workplace), reason)


@pytest.mark.parametrize("shifts", [{"iat": -400, "exp": -30}, {"iat": 30, "exp": 400}, {"nbf": 30}])
def test_a_clock_that_differs_by_less_than_a_minute_is_forgiven(client, home, workplace, shifts):
    workplace.claims = {name: seconds(shift) for name, shift in shifts.items()}
    assert sign_in(client, workplace).status_code == 302
    assert User.objects.get().email == "nia.okafor@trust-a.example"


def test_a_token_that_somebody_else_signed_is_refused(client, home, workplace):
    workplace.key = STRANGE_KEY
    refused(client, sign_in(client, workplace), "signature")


def test_a_token_without_a_signature_is_refused(client, home, workplace):
    workplace.key, workplace.algorithm = None, "none"
    refused(client, sign_in(client, workplace), "signature")


def test_a_token_signed_with_the_shared_secret_is_refused(client, home, workplace):
    workplace.key, workplace.algorithm = "portal-secret-that-is-long-enough", "HS256"
    refused(client, sign_in(client, workplace), "signature")


def test_a_token_of_a_key_that_the_provider_does_not_publish_is_refused(client, home, workplace):
    workplace.header = {"kid": "two"}
    refused(client, sign_in(client, workplace), "signature")


def test_an_answer_about_another_person_than_the_token_is_refused(client, home, workplace):
    workplace.userinfo = {"sub": "somebody-else"}
    refused(client, sign_in(client, workplace), "incomplete")


def test_an_answer_is_used_once(client, home, workplace):
    asked = leave(client, workplace)
    assert come_back(client, asked["state"]).status_code == 302
    client.logout()
    before = User.objects.count()
    again = come_back(client, asked["state"])
    assert again.status_code == 403 and again.context["reason"].value == "state"
    assert User.objects.count() == before and "_auth_user_id" not in client.session


def test_a_state_that_nobody_was_sent_out_with_is_refused(client, home, workplace):
    refused(client, come_back(client, "made-up"), "state", "Start again")
    refused(client, client.get(LOGIN + "callback/"), "state")


def test_an_answer_in_the_name_of_another_provider_is_refused(client, home, workplace):
    asked = leave(client, workplace)
    refused(client, come_back(client, asked["state"], iss="https://evil.example"), "issuer")


def test_a_provider_that_publishes_another_name_is_refused_before_anybody_is_sent_there(client, home, workplace):
    workplace.discovery = {"issuer": "https://evil.example"}
    refused(client, client.post(LOGIN), "issuer")


def test_a_provider_that_is_away_or_talks_nonsense_is_said_so(client, home, workplace, configure):
    workplace.refuses = True
    refused(client, sign_in(client, workplace), "declined", "Your account there may be blocked")
    workplace.discovery = {"token_endpoint": None}
    refused(client, client.post(LOGIN), "incomplete")
    configure("http://127.0.0.1:9", trusted=True)
    refused(client, client.post(LOGIN), "away", "Try again in a few minutes")


def test_whoever_cancels_at_the_provider_is_told_that_nothing_happened(client, home, workplace):
    asked = leave(client, workplace)
    response = client.get(LOGIN + "callback/", {"error": "access_denied", "state": asked["state"]}, follow=True)
    assert "You stopped signing in" in response.content.decode()
    assert not User.objects.exists()


def test_any_other_error_of_the_provider_is_said_so(client, home, workplace):
    asked = leave(client, workplace)
    response = client.get(LOGIN + "callback/", {"error": "server_error", "state": asked["state"]})
    refused(client, response, "declined")


def test_an_answer_without_an_address_makes_no_account(client, home, workplace):
    workplace.userinfo = {"email": None}
    refused(client, sign_in(client, workplace), "no-email")


def test_an_account_that_nobody_proved_is_not_taken_over(client, home, workplace):
    squatter = UserFactory(email="nia.okafor@trust-a.example")
    squatter.emailaddress_set.update(verified=False)
    response = sign_in(client, workplace)
    assert response.status_code == 403 and response.context["reason"].value == "unproven"
    assert "Choose a new password" in response.content.decode()
    squatter.refresh_from_db()
    assert squatter.has_usable_password() and not squatter.socialaccount_set.exists()
    assert not squatter.email_is_verified and "_auth_user_id" not in client.session


def test_a_closed_account_is_not_opened_and_not_linked(client, home, workplace):
    person = UserFactory(email="nia.okafor@trust-a.example", is_active=False)
    response = sign_in(client, workplace)
    assert response.status_code == 403 and response.context["reason"].value == "closed"
    assert not person.socialaccount_set.exists() and "_auth_user_id" not in client.session


def test_an_address_cannot_ask_the_provider_for_more(client, home, workplace):
    asked = leave(client, workplace, "?scope=offline_access&auth_params=nonce%3Dmine%26response_type%3Dtoken")
    assert asked["nonce"] != "mine" and asked["response_type"] == "code"
    assert "offline_access" not in asked["scope"]
    assert asked["code_challenge_method"] == "S256"


def test_the_own_key_of_the_tests_is_accepted_so_the_refusals_above_mean_something(client, home, workplace):
    workplace.key = OWN_KEY
    assert sign_in(client, workplace).status_code == 302
    assert User.objects.count() == 1


# The negative control: with the check of tokens off, each of the lies above would get in.


@pytest.fixture
def without_checks(monkeypatch) -> None:
    def believe(*, token: str, **rest) -> dict:
        return {"sub": "nobody-in-particular", **jwt.decode(token, options={"verify_signature": False})}

    monkeypatch.setattr(provider, "checked_claims", believe)


@pytest.mark.parametrize("claims", [claims for claims, _ in LIES if len(claims.get("sub") or "") < 191])
def test_with_the_checks_off_a_false_claim_gets_in(client, home, workplace, without_checks, claims):
    workplace.claims, workplace.userinfo = claims, {"sub": claims.get("sub", "nia-1") or "nobody-in-particular"}
    sign_in(client, workplace)
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("shifts", [shifts for shifts, _ in LATE])
def test_with_the_checks_off_time_does_not_matter(client, home, workplace, without_checks, shifts):
    workplace.claims = {name: seconds(shift) for name, shift in shifts.items()}
    sign_in(client, workplace)
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "signed",
    [{"key": STRANGE_KEY}, {"key": None, "algorithm": "none"}, {"header": {"kid": "two"}}],
    ids=["strange key", "none", "unknown key"],
)
def test_with_the_checks_off_any_signature_does(client, home, workplace, without_checks, signed):
    vars(workplace).update(signed)
    sign_in(client, workplace)
    assert "_auth_user_id" in client.session
