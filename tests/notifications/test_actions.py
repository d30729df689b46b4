"""Telling people."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template import engines as template_engines
from django.template.loaders.locmem import Loader

from portal.audit.models import LogEntry
from portal.notifications.actions import Attachment, Recipient, notify, retry_mail
from portal.notifications.models import Mail
from tests.factories.notifications import MailFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

TEMPLATES = {
    "test/email/told_subject.txt": "{{ target.name }}:\n {{ words }}\n",
    "test/email/told_message.txt": "Dear {{ recipient.name }}, {{ words }}\n{{ site_url }}",
    "test/email/both_subject.txt": "Both",
    "test/email/both_message.txt": "{{ words }}",
    "test/email/both_message.html": "<title>{{ subject }}</title><p>{{ words }}</p>",
}


@pytest.fixture(autouse=True)
def _templates(monkeypatch) -> None:
    engine = template_engines["django"].engine
    engine.template_loaders  # noqa: B018 - made before it is added to
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, TEMPLATES), *engine.template_loaders])


@pytest.fixture
def target(db):
    return OrganisationFactory(name="Smith & Sons")


def tell(target, *recipients: Recipient, **more) -> list[Mail]:
    return notify(recipients=recipients, kind=more.pop("kind", "test/told"), target=target, **more)


OLU = Recipient("Olu@trust-a.example", "Olu O'Hara & co")


def test_a_mail_is_text_as_it_was_meant_on_one_line_of_subject(target) -> None:
    [mail] = tell(target, OLU, context={"words": "<5 places left>"})
    assert mail.subject == "Smith & Sons: <5 places left>"
    assert mail.text.startswith("Dear Olu O'Hara & co, <5 places left>")
    assert "&lt;5 places left&gt;" in mail.html, "made of the text"
    assert mail.state == Mail.State.QUEUED
    assert Mail.objects.get() == mail


def test_the_html_part_is_there_where_it_has_a_template_and_is_escaped(target) -> None:
    [mail] = tell(target, OLU, kind="test/both", context={"words": "<5"})
    assert mail.text == "<5\n"
    assert mail.html == "<title>Both</title><p>&lt;5</p>"


def test_the_same_cause_tells_a_person_once_and_another_key_again(target) -> None:
    assert len(tell(target, OLU, OLU)) == 1
    assert tell(target, Recipient("olu@TRUST-A.example")) == []
    assert len(tell(target, OLU, key="2026-03-01")) == 1


def test_a_long_cause_has_a_key_of_its_own(target) -> None:
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example"
    for key in ("one", "two"):
        assert len(tell(target, Recipient(address), key=key * 40)) == 1
        assert tell(target, Recipient(address), key=key * 40) == []


def test_no_text_makes_a_header_of_its_own(target, sink, django_capture_on_commit_callbacks) -> None:
    evil = "Olu\r\nBcc: everybody@trust-b.example\r\n\r\nBuy"
    with django_capture_on_commit_callbacks(execute=True):
        tell(
            target,
            Recipient("olu@trust-a.example", evil, unsubscribe_url=f"https://portal.example/{evil}"),
            context={"words": evil},
            attachments=[Attachment(f"{evil}.txt", "text/plain", b"x")],
        )
    [message] = sink.messages
    assert sink.recipients == ["olu@trust-a.example"]
    assert message["Bcc"] is None
    assert "Bcc: everybody@trust-b.example" in message["Subject"]


def test_a_mail_says_how_to_end_it_where_the_cause_gives_an_address(target) -> None:
    [mail] = tell(target, Recipient("olu@trust-a.example", unsubscribe_url="https://portal.example/u/1/"))
    assert mail.headers["List-Unsubscribe"] == "<https://portal.example/u/1/>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_is_no_address_is_kept_as_failed_and_stops_nobody(target) -> None:
    wrong, right = tell(target, Recipient("not an address"), OLU)
    assert (wrong.state, right.state) == (Mail.State.FAILED, Mail.State.QUEUED)


def test_telling_one_costs_two_queries_and_telling_many_no_query_a_person(
    target, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(2):
        assert len(tell(target, OLU)) == 1
    people = [Recipient(f"person{n}@trust-a.example") for n in range(400)]
    with django_assert_max_num_queries(10):  # SQLite takes 58 rows at once
        assert len(tell(target, *people)) == 400


def test_a_cause_that_is_rolled_back_tells_nobody(target, sink, django_capture_on_commit_callbacks) -> None:
    callbacks = django_capture_on_commit_callbacks(execute=True)
    with callbacks as called, pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(target, OLU)
        raise ZeroDivisionError
    assert not called
    assert not Mail.objects.exists()
    assert not sink.messages


def test_staff_send_a_failed_mail_again(sink, django_capture_on_commit_callbacks) -> None:
    mail = MailFactory(state=Mail.State.FAILED, attempts=9, error="550")
    staff = StaffFactory()
    with django_capture_on_commit_callbacks(execute=True):
        retry_mail(actor=staff, mail=mail)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.SENT, 1)
    entry = LogEntry.objects.get(action="notifications/retried")
    assert entry.actor == staff
    assert mail.to not in str(entry)


def test_nobody_sends_again_what_was_sent_or_without_being_allowed() -> None:
    for mail, actor in (
        (MailFactory(state=Mail.State.SENT), StaffFactory()),
        (MailFactory(state=Mail.State.FAILED), UserFactory()),
    ):
        with pytest.raises(PermissionDenied):
            retry_mail(actor=actor, mail=mail)
