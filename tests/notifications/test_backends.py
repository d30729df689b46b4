"""Every mail is a row, also those of Django, allauth and Wagtail."""

from __future__ import annotations

from email.mime.text import MIMEText

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.urls import reverse

from portal.notifications.models import Mail
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"


def whole_message() -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject="Meeting\nmoved",
        body="It moved.",
        from_email="London network <london@portal.example>",
        to=["Olu <olu@trust-a.example>", "kit@trust-b.example"],
        cc=["pa@trust-a.example"],
        bcc=["archive@portal.example"],
        reply_to=["convenor@trust-c.example"],
        headers={"X-Thread": "12", "Message-ID": "<one@portal.example>", "X-Portal-Kind": "events/moved"},
    )
    message.attach_alternative("<p>It moved.</p>", "text/html")
    message.attach("notes.txt", "Bring tea", "text/plain")
    message.attach(MIMEText("BEGIN:VCALENDAR", "calendar"))
    return message


def test_each_address_of_a_message_has_a_row_of_its_own(sink, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert whole_message().send() == 1
    rows = Mail.objects.order_by("pk")
    everybody = ["olu@trust-a.example", "kit@trust-b.example", "pa@trust-a.example", "archive@portal.example"]
    assert [row.to for row in rows] == everybody
    assert {row.kind for row in rows} == {"events/moved"}
    assert sorted(sink.recipients) == sorted(everybody)
    assert len(set(sink.message_ids)) == 4
    for message in sink.messages:
        assert message["To"] == "Olu <olu@trust-a.example>, kit@trust-b.example"
        assert message["Cc"] == "pa@trust-a.example"
        assert message["Bcc"] is None
        assert message["From"] == "London network <london@portal.example>"
        assert message["Reply-To"] == "convenor@trust-c.example"
        assert message["Subject"] == "Meeting moved"
        assert message["X-Thread"] == "12"
        assert message["X-Portal-Kind"] is None
        kinds = [piece.get_content_type() for piece in message.walk() if not piece.is_multipart()]
        assert kinds == ["text/plain", "text/html", "text/plain", "text/calendar"]


def test_a_message_with_an_id_of_its_own_is_kept_once() -> None:
    whole_message().send()
    whole_message().send()
    assert Mail.objects.count() == 4


def test_a_message_of_html_alone_gets_a_text() -> None:
    message = EmailMessage("Hello", "<p>Fish &amp; chips</p>", to=["olu@trust-a.example"])
    message.content_subtype = "html"
    message.send()
    mail = Mail.objects.get()
    assert mail.html == "<p>Fish &amp; chips</p>"
    assert mail.text == "Fish & chips\n"


def test_odd_addresses_and_characters_are_kept_without_an_error(sink, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("A\x00B", "C\x00D", None, ["@", "Zoë <zoë@trust-a.example>", "olu@trust-a.example"])
    assert Mail.objects.count() == 3
    assert "olu@trust-a.example" in sink.recipients


def test_resetting_a_password_writes_a_row_and_the_row_is_sent(
    client, sink, django_capture_on_commit_callbacks
) -> None:
    UserFactory(email="olu@trust-a.example")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "olu@trust-a.example"})
    mail = Mail.objects.get()
    assert (mail.to, mail.state) == ("olu@trust-a.example", Mail.State.SENT)
    assert "/accounts/password/reset/" in mail.text
    assert sink.message_ids == [mail.message_id]
