"""Sign-in and security: change of address, sessions, and what the log and the mails say of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.devices import device_of
from tests.clients import Client
from tests.factories.users import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"


def browser(user, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def prove_password(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def actions() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def olu(home):
    return UserFactory(email="olu@trust-a.example")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Android"),
        ("curl/8", "A browser"),
    ],
)
def test_a_browser_is_named_in_words(agent, words):
    assert device_of(agent) == words


def test_every_session_is_listed_and_one_can_be_ended(olu):
    here, there = browser(olu), browser(olu, PHONE)
    page = here.get("/accounts/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on an iPhone" in page
    assert page.count("This browser") == 1
    phone = UserSession.objects.get(user_agent=PHONE)
    here.post(f"/me/security/sessions/{phone.pk}/end/")
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    assert actions()[-1] == "users/ended-sessions"


def test_all_others_can_be_ended_at_once(olu):
    here, others = browser(olu), [browser(olu, PHONE), browser(olu)]
    here.post("/accounts/sessions/")
    assert [client.get("/me/").status_code for client in (here, *others)] == [200, 302, 302]
    assert LogEntry.objects.get(action="users/ended-sessions").data == {"number": 2}


def test_nobody_ends_the_session_of_somebody_else(olu):
    browser(olu)
    stranger = browser(UserFactory())
    session = UserSession.objects.get(user=olu)
    assert stranger.post(f"/me/security/sessions/{session.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_when_a_session_was_last_seen_is_noted_now_and_then(olu, django_assert_num_queries):
    client = browser(olu)
    session = UserSession.objects.get(user=olu)
    client.get("/me/")
    assert UserSession.objects.get(pk=session.pk).last_seen_at == session.last_seen_at
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        client.get("/me/")
        assert timezone.now() - UserSession.objects.get(pk=session.pk).last_seen_at < timedelta(minutes=1)


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(olu):
    client = browser(olu)
    data = {"email": "olu@trust-b.example", "action_add": ""}
    assert client.post("/accounts/email/", data).url.startswith("/accounts/reauthenticate/")
    prove_password(client)
    client.post("/accounts/email/", data)
    olu.refresh_from_db()
    assert olu.email == "olu@trust-a.example"
    assert "Until you confirm it there" in client.get("/accounts/email/").content.decode()
    assert "Waiting for you to confirm olu@trust-b.example" in client.get("/me/security/").content.decode()
    mail = Mail.objects.get(to="olu@trust-b.example", subject="Confirm your email address")
    client.post(re.search(r"http://[^/]+(/accounts/confirm-email/\S+)", mail.text).group(1))
    olu.refresh_from_db()
    assert olu.email == "olu@trust-b.example"
    assert list(EmailAddress.objects.filter(user=olu).values_list("email", flat=True)) == [olu.email]
    told = Mail.objects.get(to="olu@trust-a.example", subject="Your email address was changed")
    assert "olu@trust-b.example" in told.text
    assert "<html" in told.html
    assert "users/changed-email" in actions()


def test_a_change_of_address_can_be_taken_back(olu):
    client = browser(olu)
    prove_password(client)
    client.post("/accounts/email/", {"email": "olu@trust-b.example", "action_add": ""})
    client.post("/accounts/email/", {"email": "olu@trust-b.example", "action_remove": ""})
    assert list(EmailAddress.objects.filter(user=olu).values_list("email", flat=True)) == ["olu@trust-a.example"]


def test_somebody_with_a_second_factor_can_change_their_address(olu):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(olu, generate_totp_secret())
    client = Client()
    client.force_login(olu)
    prove_password(client)
    client.post("/accounts/email/", {"email": "olu@trust-b.example", "action_add": ""})
    assert EmailAddress.objects.filter(user=olu, email="olu@trust-b.example").exists()


def test_a_claim_on_an_address_does_not_take_its_owners_way_back(olu):
    """Somebody who asked to change to Olu's address, and never confirmed it, gets no link in Olu's mail box."""
    other = UserFactory()
    EmailAddress.objects.create(user=other, email=olu.email, verified=False)
    Client().post("/accounts/password/reset/", {"email": olu.email})
    (mail,) = Mail.objects.filter(to=olu.email)
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.text).group(1)
    client = Client()
    client.post(client.get(link).url, {"password1": "harbour-lantern-nine", "password2": "harbour-lantern-nine"})
    olu.refresh_from_db()
    assert olu.check_password("harbour-lantern-nine")


def test_a_new_password_is_told_and_logged_and_needs_the_old_one(olu):
    client = browser(olu)
    new = {"password1": "harbour-lantern-nine", "password2": "harbour-lantern-nine"}
    client.post("/accounts/password/change/", new | {"oldpassword": "wrong-wrong-wrong"})
    olu.refresh_from_db()
    assert olu.check_password(PASSWORD)
    response = client.post("/accounts/password/change/", new | {"oldpassword": PASSWORD})
    assert response.url == "/me/security/"
    assert Mail.objects.get(to=olu.email).subject == "Your password was changed"
    assert actions()[-1] == "users/changed-password"


def test_signing_in_and_failing_to_are_logged_without_a_name(olu):
    browser(olu)
    Client().post("/accounts/login/", {"login": olu.email, "password": "wrong-wrong-wrong"})
    entries = LogEntry.objects.filter(action__startswith="users/sign").order_by("pk")
    assert [(entry.action, entry.actor_id) for entry in entries] == [
        ("users/signed-in", olu.pk),
        ("users/sign-in-failed", None),
    ]
    assert entries[0].data == {"methods": ["password"]}
