"""Single sign-on as people meet it: Chromium, our button, Keycloak's form, and the way back."""

from __future__ import annotations

import pytest

from portal.demo.cast import PASSWORD as DEMO_PASSWORD
from tests.keycloak import PASSWORD

from .conftest import ADDRESSES

pytestmark = pytest.mark.usefixtures("keycloak_url")


def at_keycloak(person, name: str) -> None:
    person.page.locator("#username").fill(name)
    person.page.locator("#password").fill(PASSWORD)
    with person.page.expect_navigation():
        person.page.locator("#kc-login").click()


def test_somebody_comes_by_their_workplace_for_the_first_time(person):
    nia = person("nia").goes_to("/accounts/login/").looks("sign-in-with-workplace")
    nia.presses("Sign in with Workplace").sees("Workplace sign-in (for tests)")
    at_keycloak(nia, "nia")
    nia.page.wait_for_url("**/me/terms/**")
    nia.presses("I agree").sees("Where do you work?")
    nia.goes_to("/me/profile/")
    assert nia.page.get_by_label("First name").input_value() == "Nia"
    nia.goes_to("/accounts/3rdparty/").sees("Linked").sees("nia.okafor@trust-a.example").looks("workplace-account")
    nia.presses("Unlink Workplace").sees("only way in").looks("workplace-account-last")


def test_somebody_with_an_account_links_their_workplace_and_signs_in_with_it(person):
    olu = person("olu").signs_in(ADDRESSES["ovm"])  # a session in which nobody has shown yet that it is still them
    olu.goes_to("/accounts/3rdparty/").sees("Not linked")
    olu.presses("Link Workplace").sees("Is it still you?")
    olu.page.locator("input[name=password]").fill(DEMO_PASSWORD)
    olu.sends().sees("asks for your password there").looks("link-workplace")
    olu.presses("Continue")
    at_keycloak(olu, "lena")
    olu.sees("is linked to your account").sees("lena.byrne@trust-a.example")

    again = person("somebody").goes_to("/accounts/login/").presses("Sign in with Workplace")
    at_keycloak(again, "lena")
    again.goes_to("/me/security/").sees(ADDRESSES["ovm"])


def test_somebody_who_is_blocked_at_work_does_not_get_in(person):
    dai = person("dai").goes_to("/accounts/login/").presses("Sign in with Workplace")
    at_keycloak(dai, "dai")
    dai.sees("Account is disabled")
    dai.goes_to("/accounts/login/").sees("Sign in with Workplace")


def test_an_answer_that_nobody_asked_for_is_a_clear_page(person):
    somebody = person("somebody")
    somebody.page.goto(somebody.served.url + "/accounts/oidc/workplace/login/callback/?state=made-up&code=x")
    somebody.sees("This sign-in is over").sees("Start again").looks("sign-in-refused")
