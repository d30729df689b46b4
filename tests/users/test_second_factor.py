"""The editor opens for sessions that proved a second factor, and for no others."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core.management import call_command

from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.clients import Client
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

on_commit = pytest.mark.django_db(transaction=True)  # allauth writes its mails and signals after the commit
SECRET = generate_totp_secret()
DOOR = "/me/security/second-factor/"


def code_of(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(user):
    TOTP.activate(user, SECRET)
    return user


def by_password(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def prove_password(client):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def actions() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def staff(home):
    return StaffFactory()


def test_a_password_alone_does_not_open_the_editor(client, staff):
    client.force_login(staff, second_factor=False)
    for address in ("/admin/", "/admin/pages/", "/admin/users/", "/admin/account/"):
        response = client.get(address)
        assert (response.status_code, response.url) == (302, f"{DOOR}?next={address.replace('/', '%2F')}")
    assert client.post("/admin/account/", {}).url == f"{DOOR}?next=%2Fadmin%2F"


def test_to_have_a_factor_somewhere_is_not_to_have_proved_it(client, staff):
    client.force_login(with_app(staff), second_factor=False)
    client.get("/admin/pages/")
    response = client.get(f"{DOOR}?next=/admin/pages/")
    assert response.url == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fpages%2F"
    assert client.post(response.url, {"code": code_of(), "next": "/admin/pages/"}).url == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_signing_in_with_a_code_leads_into_the_editor(client, staff):
    with_app(staff)
    response = client.post("/accounts/login/?next=/admin/", {"login": staff.email, "password": PASSWORD})
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/me/").status_code == 302, "nobody is signed in before the code"
    client.post("/accounts/2fa/authenticate/", {"code": code_of()})
    assert client.get("/admin/").status_code == 200


@on_commit
def test_the_way_to_a_factor_leads_back_to_where_somebody_was_going(client, staff):
    by_password(client, staff)
    page = client.get(client.get("/admin/reports/site-history/").url)
    assert "One more step before the editor" in page.content.decode()
    prove_password(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    assert 'src="data:image/svg+xml;base64,' in page
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.url == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r"<code>\d{8}</code>", client.get(response.url).content.decode())) == 10
    assert client.get(DOOR).url == "/admin/reports/site-history/"
    assert client.get("/admin/reports/site-history/").status_code == 200
    assert "users/factor-added" in actions()
    assert Mail.objects.filter(to=staff.email, subject="An authenticator app was set up").exists()


def test_somebody_elses_address_is_not_led_to(client, staff):
    client.force_login(staff)
    assert client.get(f"{DOOR}?next=https://elsewhere.example/").url == "/me/security/"


def test_a_convenor_needs_a_factor_too_and_a_member_is_not_asked(client, home):
    convenor, member, network = UserFactory(), UserFactory(), make_network(home)
    make_convenor(network, convenor)
    client.force_login(convenor, second_factor=False)
    assert client.get("/admin/").url.startswith(DOOR)
    client.force_login(member, second_factor=False)
    assert client.get("/admin/").status_code == 403


def test_asking_costs_nobody_a_query(client, staff, django_assert_max_num_queries):
    client.force_login(staff)
    client.get("/me/security/")
    with django_assert_max_num_queries(3):  # the session, the person, and Wagtail's profile of them
        client.get("/admin/jsi18n/")


@on_commit
def test_with_the_last_factor_goes_the_proof_and_other_browsers(client, staff):
    other = Client()
    for browser in (client, other):
        by_password(browser, staff)
    prove_password(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page).group(1).replace(" ", "")
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/admin/").url.startswith(DOOR)
    assert other.get("/me/").status_code == 302
    assert "users/factor-removed" in actions()


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/admin/login/", "/accounts/login/"),
        ("/admin/password_reset/", "/accounts/password/reset/"),
        ("/admin/password_reset/confirm/MQ/set-password/", "/accounts/password/reset/"),
        ("/admin/", "/accounts/login/"),
    ],
)
def test_every_door_of_the_editor_is_the_same_door(client, home, door, leads_to):
    for method in (client.get, client.post):
        assert method(door).url.split("?")[0] == leads_to


def test_signing_out_of_the_editor_is_signing_out(client, staff):
    client.force_login(staff, second_factor=False)
    client.post("/admin/logout/")
    assert client.get("/me/").status_code == 302


def test_there_is_no_other_admin(client, home):
    assert client.get("/django-admin/").status_code == 404


def test_the_editors_own_account_page_changes_neither_address_nor_password(client, staff):
    client.force_login(staff)
    page = client.get("/admin/account/").content.decode()
    assert "name_email-email" not in page
    assert "password-old_password" not in page


@on_commit
def test_a_recovery_code_works_once(client, staff):
    with_app(staff)
    client.force_login(staff)
    prove_password(client)
    client.post("/accounts/2fa/recovery-codes/generate/")
    download = client.get("/accounts/2fa/recovery-codes/download/")
    code = re.findall(r"^\d{8}$", download.content.decode(), re.MULTILINE)[0]
    assert "private" in download["Cache-Control"] or "no-store" in download["Cache-Control"]
    for attempt, wanted in ((Client(), 302), (Client(), 200)):
        by_password(attempt, staff)
        assert attempt.post("/accounts/2fa/authenticate/", {"code": code}).status_code == wanted
    assert "users/factor-renewed" in actions()


def test_somebody_who_lost_theirs_starts_anew(client, staff, capsys):
    with_app(staff)
    client.force_login(staff)
    UserSession.objects.create(user=staff, ip="192.0.2.1", session_key=client.session.session_key, user_agent="Firefox")
    call_command("reset_second_factor", staff.email.upper())
    assert not Authenticator.objects.filter(user=staff).exists()
    assert client.get("/me/").status_code == 302
    assert actions()[-1] == "users/factor-reset"
    assert Mail.objects.filter(to=staff.email, subject="Your second factor was taken away").exists()


def test_codes_are_shown_in_development_alone(client, staff, settings):
    with_app(staff)
    assert code_of() in client.get("/dev/codes/").content.decode()
    settings.PORTAL_DEV_PAGES = False
    assert client.get("/dev/codes/").status_code == 404
