"""Mail that comes back: nothing more is sent there, and whoever should know is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from networks.models import Network
from portal.notifications.actions import works_again
from portal.notifications.bounces import note_bounce, take_report
from portal.notifications.delivery import deliver_all
from portal.notifications.models import Bounce, Mail, Notice
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.notifications import MailFactory
from tests.factories.users import UserFactory

REPORT = """\
From: MAILER-DAEMON@mail.example
To: bounces@portal.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: hello
--b--
"""


def report(mail: Mail, **other: str) -> bytes:
    words = {"to": mail.to, "message_id": mail.message_id, "status": "5.1.1", "action": "failed"} | other
    return REPORT.format(**words).encode()


def state_of(mail: Mail) -> str:
    mail.refresh_from_db()
    return mail.state


def test_an_address_that_is_refused_gets_nothing_more(db, sink) -> None:
    sink.mood = "refuse"
    first, second = MailFactory(to="Gone@trust-a.example"), MailFactory(to="gone@trust-a.example")
    deliver_all([first.pk, second.pk])
    assert state_of(first) == Mail.State.FAILED
    assert state_of(second) == Mail.State.SUPPRESSED
    assert "550 No such mailbox" in second.error


def test_what_the_server_dislikes_is_not_the_address(db, sink) -> None:
    sink.mood = "words"
    deliver_all([MailFactory().pk])
    assert not Bounce.objects.exists()


def test_a_link_somebody_asks_for_is_sent_all_the_same(db, sink) -> None:
    note_bounce(email="back@trust-a.example", said="550", lasting=True)
    mail = MailFactory(to="back@trust-a.example", kind="account/password_reset_key")
    deliver_all([mail.pk])
    assert state_of(mail) == Mail.State.SENT


def test_a_report_of_the_mail_server_blocks_its_address(db) -> None:
    mail = MailFactory(state=Mail.State.SENT)
    [bounce] = take_report(report(mail))
    assert bounce.email == mail.to
    assert bounce.blocked_at
    assert state_of(mail) == Mail.State.FAILED


def test_a_passing_trouble_blocks_the_third_time(db) -> None:
    for blocked in (False, False, True):
        [bounce] = take_report(report(MailFactory(to="full@trust-a.example", state="sent"), status="4.2.2"))
        assert bool(bounce.blocked_at) is blocked


@pytest.mark.parametrize(
    "forged",
    [
        {"to": "somebody.else@trust-a.example"},
        {"message_id": "<guessed@portal.example>"},
        {"action": "delayed"},
        {"status": "2.0.0"},
    ],
)
def test_a_report_that_does_not_know_the_mail_blocks_nobody(db, forged) -> None:
    assert take_report(report(MailFactory(state=Mail.State.SENT), **forged)) == []
    assert not Bounce.objects.exists()


def test_rubbish_is_no_report(db) -> None:
    for raw in (b"", b"\x00\xff" * 100, b"Content-Type: message/delivery-status\n\nnothing"):
        assert take_report(raw) == []


def test_the_person_sees_it_and_says_that_the_address_works(client, db) -> None:
    person = UserFactory()
    note_bounce(email=person.email.upper(), said="550 No such mailbox", lasting=True)
    client.force_login(person)
    assert "Mail to you comes back" in client.get(reverse("users:profile")).content.decode()
    client.get(reverse("users:address_works"))
    assert Bounce.objects.blocked().exists(), "a look changes nothing"
    client.post(reverse("users:address_works"))
    assert not Bounce.objects.exists()
    with pytest.raises(PermissionDenied):
        works_again(actor=person)


def test_convenors_hear_that_mail_to_a_member_comes_back(client, home) -> None:
    network = make_network(home, kind=Network.Kind.OPEN)
    convenor, member = UserFactory(), UserFactory(first_name="Gwen", last_name="Gone")
    make_convenor(network, convenor)
    make_member(network, member)
    note_bounce(email=member.email, said="550", lasting=True)
    note_bounce(email=member.email, said="550", lasting=True)
    assert Notice.objects.get(happening__kind="networks/bounced").person == convenor
    client.force_login(convenor)
    page = client.get(reverse("networks:manage", args=[network.pk])).content.decode()
    assert "Mail comes back" in page
    assert "Gwen Gone" in page
