"""Sign up and sign in by every door, in Chromium: password, app, passkey, recovery code; end a session."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.browser.conftest import ADDRESSES, Person

PASSWORD = "walnut-tram-harvest"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_localhost(person: Callable[..., Person]) -> Iterator[Callable[..., Person]]:
    """Passkeys belong to a name, and only `localhost` may have them without TLS."""

    def sit_down(name: str) -> Person:
        somebody = person(name)
        somebody.served = replace(somebody.served, url=somebody.served.url.replace("127.0.0.1", "localhost"))
        return somebody

    yield sit_down


def signs_up(somebody: Person, email: str) -> None:
    somebody.goes_to("/accounts/signup/")
    for label, text in {"First name": "Nia", "Last name": "Price", "Work email": email, "Password": PASSWORD}.items():
        somebody.types(label, text)
    somebody.page.get_by_label(re.compile("I agree")).check()
    somebody.presses("Sign up").sees("Check your")
    mail = somebody.opens_mail(email, "Confirm your email address")
    link = re.search(r"http://[^/]+(/accounts/confirm-email/\S+)", mail).group(1)
    somebody.goes_to(link).presses("Confirm")
    somebody.page.wait_for_url("**/me/trusts/add/")


def code_for(key: str) -> str:
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30))


def new_code_for(key: str, before: str) -> str:
    """A code works once: the one after `before`, when its time has come."""
    while (code := code_for(key)) == before:
        time.sleep(0.5)  # the clock of the codes, which nothing announces
    return code


def signs_out(somebody: Person) -> None:
    somebody.goes_to("/accounts/logout/").presses("Sign out")


def types_password(somebody: Person, email: str) -> Person:
    somebody.goes_to("/accounts/login/")
    somebody.page.locator("input[name=login]").fill(email)
    somebody.page.locator("input[name=password]").fill(PASSWORD)
    return somebody.sends()


def test_somebody_signs_up_by_password_and_adds_an_authenticator_app(person):
    email = "nia.price@thamesgate.example"
    nia = person("nia")
    signs_up(nia, email)

    nia.goes_to("/me/security/").looks("security").chooses("Set up")
    nia.sees("Is it still you?").looks("reauthenticate").types("Password", PASSWORD).sends()
    nia.looks("app-set-up")
    picture = nia.page.locator("img.qr")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0"), "the policy lets the picture through"
    key = nia.page.locator("code.key").inner_text()
    nia.types("Code from the app", "000000").sends().sees("This code is not right").looks("app-wrong-code")
    assert nia.page.locator("code.key").inner_text() == key
    first = code_for(key)
    nia.types("Code from the app", first).sends().sees("Recovery codes").looks("recovery-codes")
    recovery = nia.page.locator(".codes code").first.inner_text()
    with nia.page.expect_download() as download:
        nia.page.get_by_role("link", name="Download as text").or_(
            nia.page.get_by_role("button", name="Download as text")
        ).first.click()
    assert recovery in download.value.path().read_text()
    nia.goes_to("/me/security/").sees("Set up on").looks("security-with-app")
    nia.goes_to("/accounts/2fa/recovery-codes/generate/").looks("recovery-codes-renew")
    nia.goes_to("/accounts/2fa/totp/deactivate/").looks("app-remove")

    signs_out(nia)
    types_password(nia, email).sees("Enter your code").looks("enter-code")
    nia.types("Code", new_code_for(key, first)).sends()
    nia.page.wait_for_url("**/me/**")

    signs_out(nia)
    types_password(nia, email).types("Code", recovery).sends()
    nia.page.wait_for_url("**/me/**")
    nia.goes_to("/me/security/").sees("9 left")
    mails = nia.goes_to(f"/dev/mail/?to={email}")
    mails.sees("An authenticator app was set up")


def test_somebody_signs_in_by_passkey_and_uses_it_as_a_second_factor(at_localhost):
    email = "nils.price@thamesgate.example"
    nils = at_localhost("nils")
    browser = nils.page.context.new_cdp_session(nils.page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    signs_up(nils, email)

    nils.goes_to("/accounts/2fa/webauthn/add/").types("Password", PASSWORD).sends()
    nils.looks("passkey-add").types("Name", "Work laptop")
    nils.page.get_by_role("button", name="Add the passkey").click()
    nils.sees("Recovery codes").goes_to("/me/security/").sees("Work laptop").looks("security-with-passkey")
    nils.chooses("Rename").types("Name", "Ward computer").looks("passkey-rename").sends()
    nils.sees("Ward computer")

    signs_out(nils)
    nils.goes_to("/accounts/login/").looks("sign-in-with-passkey")
    nils.page.get_by_role("button", name="Sign in with a passkey").click()
    nils.page.wait_for_url("**/me/**")
    nils.goes_to("/me/security/").sees("Ward computer")

    signs_out(nils)
    types_password(nils, email).sees("Or use a passkey").looks("enter-code-or-passkey")
    nils.page.get_by_role("button", name="Use a passkey").click()
    nils.page.wait_for_url("**/me/**")

    nils.goes_to("/me/security/").chooses("Remove Ward computer")
    if "reauthenticate" in nils.page.url:
        nils.types("Password", PASSWORD).sends()
    nils.sees("Remove this passkey?").looks("passkey-remove").presses("Remove")
    nils.sees("The passkey is removed").does_not_see("Ward computer")


def test_a_passkey_that_does_not_answer_is_explained(at_localhost):
    nora = at_localhost("nora").goes_to("/accounts/login/")
    browser = nora.page.context.new_cdp_session(nora.page)
    browser.send("WebAuthn.enable")
    key = KEY | {"isUserVerified": False}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    nora.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(nora.page.get_by_role("alert")).to_contain_text("The passkey did not work")
    nora.looks("passkey-did-not-work")


def test_a_session_ends_from_another_browser(person):
    email = "nell.price@thamesgate.example"
    here, there = person("here"), person("there")
    signs_up(here, email)
    types_password(there, email)
    there.goes_to("/me/")
    here.goes_to("/accounts/sessions/").sees("This browser").looks("sessions")
    here.page.get_by_role("button", name=re.compile("^Sign out Chrome")).first.click()
    here.sees("That browser is signed out")
    there.page.goto(there.served.url + "/me/")
    assert "/accounts/login/" in there.page.url
    here.goes_to("/me/")


def test_staff_are_led_from_the_editor_to_a_code_and_back(person):
    admin = person("visitor").goes_to("/admin/pages/")
    assert "/accounts/login/" in admin.page.url
    admin.page.locator("input[name=login]").fill(ADDRESSES["moderator"])
    admin.page.locator("input[name=password]").fill("demo-only-password")
    admin.sends().types("Code", admin.reads_code(ADDRESSES["moderator"])).sends()
    admin.page.wait_for_url("**/admin/pages/**")


def test_who_has_no_factor_is_led_through_one_and_back_to_the_editor(person, served):
    email = ADDRESSES["moderator"]
    served.manage("reset_second_factor", email)
    tom = person("visitor").signs_in(email).goes_to("/admin/pages/")
    tom.sees("One more step before the editor").looks("second-factor-needed").clicks("Set up an authenticator app")
    tom.types("Password", "demo-only-password").sends()
    tom.types("Code from the app", code_for(tom.page.locator("code.key").inner_text())).sends()
    tom.clicks("I have kept them: continue to where I was going").page.wait_for_url("**/admin/pages/**")
    tom.goes_to("/dev/codes/").looks("development-codes")
    tom.goes_to("/accounts/email/").looks("email")
