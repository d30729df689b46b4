"""What becomes of a mail at a mail server in every mood."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.notifications.delivery import BACK_OFF, claim, settle
from portal.notifications.messages import part
from portal.notifications.models import Mail
from portal.notifications.tasks import deliver, deliver_many
from tests.factories.notifications import MailFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def try_again_later(mail: Mail) -> None:
    """As if the pause were over."""
    Mail.objects.filter(pk=mail.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_mail_arrives_whole_and_is_sent_once_however_often_the_task_runs(sink) -> None:
    mail = MailFactory(
        subject="Café: your place",
        html="<p>See you there.</p>",
        headers={"To": "Olu Example <olu@trust-a.example>", "List-Unsubscribe": "<https://portal.example/u/>"},
        to="olu@trust-a.example",
        attachments=[part(name="meeting.ics", type="text/calendar; method=REQUEST", content=b"BEGIN:VCALENDAR\r\n")],
    )
    deliver.call(mail.pk)
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (Mail.State.SENT, 1, "")
    assert mail.sent_at
    [message] = sink.messages
    assert message["Message-ID"] == mail.message_id
    assert message["To"] == "Olu Example <olu@trust-a.example>"
    assert sink.recipients == ["olu@trust-a.example"]
    assert message["List-Unsubscribe"] == "<https://portal.example/u/>"
    types = {piece.get_content_type(): piece for piece in message.walk()}
    assert {"text/plain", "text/html", "text/calendar"} <= set(types)
    assert types["text/calendar"].get_param("method") == "REQUEST"
    assert types["text/calendar"].get_filename() == "meeting.ics"


@pytest.mark.parametrize("mood", ["later", "hang", "drop"])
def test_a_server_in_trouble_is_tried_again_later(sink, mood: str) -> None:
    sink.mood = mood
    mail = MailFactory()
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.RETRY
    assert mail.error
    assert mail.due_at > timezone.now()

    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.attempts == 1, "not before its time"
    sink.mood = "ok"
    try_again_later(mail)
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
    assert sink.message_ids == [mail.message_id]


def test_nobody_listening_is_tried_again_later(sink, settings) -> None:
    settings.EMAIL_PORT = 1
    mail = MailFactory()
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.RETRY
    assert "refused" in mail.error


@pytest.mark.parametrize(
    ("mood", "said"), [("refuse", "550 No such mailbox"), ("words", "554 We do not like what it says")]
)
def test_a_mail_refused_for_good_has_failed_at_once(sink, mood: str, said: str) -> None:
    sink.mood = mood
    mail = MailFactory()
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.FAILED, 1)
    assert mail.error == said


def test_a_mail_is_given_up_after_its_last_try(sink) -> None:
    sink.mood = "later"
    mail = MailFactory()
    for _ in range(len(BACK_OFF) + 1):
        try_again_later(mail)
        deliver.call(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.FAILED, len(BACK_OFF) + 1)


def test_a_server_that_takes_a_mail_and_never_says_goodbye_gets_it_once(sink) -> None:
    sink.mood = "no goodbye"
    mail = MailFactory()
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT


def test_one_refused_address_does_not_keep_the_others_from_their_mail(sink) -> None:
    refused, taken = MailFactory(to="no good\u00e9@x\n.example"), MailFactory()
    deliver_many.call([refused.pk, taken.pk])
    refused.refresh_from_db()
    taken.refresh_from_db()
    assert refused.state == Mail.State.FAILED
    assert taken.state == Mail.State.SENT


def test_a_server_that_is_gone_is_not_asked_again_for_every_mail(sink, settings) -> None:
    settings.EMAIL_PORT = 1
    first, second = MailFactory(), MailFactory()
    deliver_many.call([first.pk, second.pk])
    second.refresh_from_db()
    assert (second.state, second.attempts) == (Mail.State.QUEUED, 0)


def test_hints_at_mails_that_were_sent_since_cost_one_query(sink, django_assert_num_queries) -> None:
    keys = [mail.pk for mail in MailFactory.create_batch(20)]
    deliver_many.call(keys)
    with django_assert_num_queries(1):
        deliver_many.call(keys)
    assert len(sink.messages) == 20


def test_many_mails_go_through_one_conversation_with_the_server(sink) -> None:
    deliver_many.call([mail.pk for mail in MailFactory.create_batch(5)])
    assert (len(sink.messages), sink.conversations) == (5, 1)


def test_two_workers_cannot_claim_the_same_mail() -> None:
    mail = MailFactory()
    assert claim(mail.pk)
    assert claim(mail.pk) is None


def test_a_slow_worker_does_not_write_over_the_one_that_came_after_it() -> None:
    mail = MailFactory()
    slow = claim(mail.pk)
    try_again_later(mail)
    assert claim(mail.pk)
    settle(slow, state=Mail.State.FAILED)
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENDING


def test_a_suspended_account_gets_no_mail(sink) -> None:
    mail = MailFactory(person=UserFactory(is_active=False))
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.SUPPRESSED
    assert not sink.messages


def test_kept_mail_counts_as_sent(settings) -> None:
    settings.PORTAL_MAIL_TRANSPORT = "keep"
    mail = MailFactory()
    deliver.call(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
