"""What organisers see of the mails of their meeting, and do about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Dispatch, Registration
from events.providers import mails_due
from portal.notifications.actions import clean_mails
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home):
    network = make_network(home, title="London")
    event = make_event(home, network=network, in_days=20, joining_url="https://meet.example/room", mode="hybrid")
    actions.plan_mails(meeting=event.meeting)
    return event


@pytest.fixture
def convenor(event, client):
    convenor = UserFactory()
    make_convenor(event.network(), convenor)
    client.force_login(convenor)
    return convenor


def at(name: str, *words) -> str:
    return reverse(f"events:{name}", args=words)


def send_joining(event) -> Dispatch:
    mails_due(event.meeting.dispatches.get(kind="joining").due_at)
    return event.meeting.dispatches.get(kind="joining")


def test_the_page_says_what_is_planned_what_was_sent_and_what_was_missed(event, convenor, client) -> None:
    page = client.get(at("mails", event.pk)).content.decode()
    assert "Reminder, a week before" in page
    assert "9am" in page
    olu, ben = make_registration(event, UserFactory()), make_registration(event, UserFactory())
    joining = send_joining(event)
    Mail.objects.filter(to=olu.email).update(state="sent")
    Mail.objects.filter(to=ben.email).update(state="failed", error="550 No such mailbox")
    page = client.get(at("mails", event.pk)).content.decode()
    assert "to 2 people" in page
    assert "Missed" in page
    assert "The next mail was due before it could be sent." in page

    people = client.get(at("mails_of", event.pk, joining.pk)).content.decode()
    assert olu.email in people
    assert "550 No such mailbox" in people
    assert people.count("Try again") == 1


def test_an_organiser_sends_a_failed_mail_again_and_nobody_elses(home, event, convenor, client) -> None:
    ben = make_registration(event, UserFactory())
    joining = send_joining(event)
    elsewhere = make_event(home, title="Elsewhere")
    make_registration(elsewhere, UserFactory())
    actions.plan_mails(meeting=elsewhere.meeting)
    other = send_joining(elsewhere)
    Mail.objects.update(state="failed", attempts=9)
    mine = Mail.objects.get(to=ben.email)
    theirs = Mail.objects.about(other).get()
    client.post(at("resend_mails", event.pk, joining.pk), {"mail": theirs.pk})
    assert client.post(at("resend_mails", event.pk, other.pk)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "failed"
    client.post(at("resend_mails", event.pk, joining.pk), {"mail": mine.pk})
    mine.refresh_from_db()
    assert mine.attempts == 0
    assert mine.state != "failed"


def test_joining_instructions_are_sent_now_after_a_question_and_once(event, convenor, client) -> None:
    olu = make_registration(event, UserFactory())
    address = at("send_mails", event.pk, "joining")
    page = client.get(address).content.decode()
    assert "1 person gets it at once" in page
    assert not Mail.objects.exists()
    for _ in range(2):
        client.post(address, {"sent_before": "0"}, follow=True)
    assert [mail.to for mail in Mail.objects.filter(kind="events/joining")] == [olu.email]
    assert "It has been sent 1 time." in client.get(address).content.decode()


def test_a_preview_shows_the_mail_and_writes_nothing(event, convenor, client) -> None:
    for name in ("registered", "waiting", "promoted", "reminder", "joining", "present", "absent"):
        assert event.title in client.get(at("mail_preview", event.pk, name)).content.decode()
        assert client.get(at("mail_preview_html", event.pk, name)).status_code == 200
    assert "https://meet.example/room" in client.get(at("mail_preview", event.pk, "joining")).content.decode()
    assert client.get(at("mail_preview", event.pk, "nothing")).status_code == 404
    assert not Mail.objects.exists()
    assert not Registration.objects.exists()


def test_an_organiser_writes_looks_at_it_and_sends(event, convenor, client) -> None:
    olu = make_registration(event, UserFactory())
    waiting = make_registration(event, UserFactory(), state=Registration.State.WAITING)
    address = at("write", event.pk)
    words = {"to": "waiting", "subject": "Nearly there", "text": "We look for a bigger hall.\n\nPatience, please."}
    assert client.post(address, {**words, "text": ""}).status_code == 422
    page = client.post(address, words).content.decode()
    assert "We look for a bigger hall." in page
    assert "People on the waiting list: 1" in page
    assert not Mail.objects.exists()
    assert "We look for a bigger hall." in client.post(address, {**words, "step": "change"}).content.decode()
    for _ in range(2):
        client.post(address, {**words, "step": "send"})
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (waiting.email, "Nearly there")
    assert olu.email != mail.to
    assert "Message: Nearly there" in client.get(at("mails", event.pk)).content.decode()


def test_what_an_organiser_writes_passes_the_guard(event, convenor, client) -> None:
    make_registration(event, UserFactory())
    words = {"to": "place", "subject": "A case", "text": "About NHS number 943 476 5919, see you there."}
    answer = client.post(at("write", event.pk), {**words, "step": "send"})
    assert answer.status_code == 422
    assert not Mail.objects.exists()


def test_nobody_is_written_to_where_there_is_nobody(event, convenor, client) -> None:
    answer = client.post(at("write", event.pk), {"to": "place", "subject": "A", "text": "B", "step": "send"})
    assert answer.status_code == 422
    assert "There is nobody in this group now." in answer.content.decode()


def test_the_page_costs_the_same_whatever_was_sent(event, convenor, client, django_assert_max_num_queries) -> None:
    for _ in range(12):
        make_registration(event, UserFactory())
    send_joining(event)
    for number in range(6):
        people = event.meeting.registrations.all()
        actions.write_to(registrations=people, subject=f"Words {number}", text="Hello", actor=convenor)
    client.get(at("mails", event.pk))
    with django_assert_max_num_queries(22):
        assert client.get(at("mails", event.pk)).status_code == 200
    with django_assert_max_num_queries(22):
        assert client.get(at("mails_of", event.pk, event.meeting.dispatches.get(kind="joining").pk)).status_code == 200


def test_when_the_words_are_gone_the_numbers_stay(event, convenor, client) -> None:
    make_registration(event, UserFactory())
    joining = send_joining(event)
    clean_mails(mails=Mail.objects.all())
    assert "Address deleted after 90 days" in client.get(at("mails_of", event.pk, joining.pk)).content.decode()
    Mail.objects.all().delete()
    assert "to 1 person" in client.get(at("mails", event.pk)).content.decode()
    assert timezone.now() - joining.settled_at < timedelta(days=90)
