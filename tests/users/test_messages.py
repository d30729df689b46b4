"""People write to each other, or to whoever holds a seat, without seeing an address."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.discussion.models import Block
from portal.notifications.models import Mail
from portal.users import actions
from portal.users.models import Message, Seat, User
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Card readers", "body": "Which one do you use?"}


@pytest.fixture
def olu():
    return UserFactory(first_name="Olu", email="olu@secret.example")


@pytest.fixture
def maya():
    return UserFactory(first_name="Maya", email="maya@hidden.example", shown_to=User.ShownTo.SIGNED_IN)


def refusal(raised) -> str:
    return raised.value.code


def seat_of(person) -> Seat:
    return actions.take_seat(actor=person, person=person, organisation=person.trust, role="ovm", approved=True).seat


def test_a_message_reaches_a_person_by_mail_and_neither_sees_an_address(client, olu, maya):
    client.force_login(olu)
    assert (
        reverse("people:write", args=[maya.pk]) in client.get(reverse("people:person", args=[maya.pk])).content.decode()
    )
    address = reverse("people:write", args=[maya.pk])
    assert client.post(address, {}).status_code == 422
    client.post(address, WORDS)
    mail = Mail.objects.get(kind="users/message")
    assert mail.to == maya.email and "Which one do you use?" in mail.text and "Olu" in mail.subject
    assert olu.email not in f"{mail.text} {mail.headers} {mail.from_email}"
    client.force_login(maya)
    message = Message.objects.get()
    page = client.get(message.get_absolute_url()).content.decode()
    assert "Which one do you use?" in page and olu.email not in page
    client.post(message.get_absolute_url(), {"body": "The blue one."})
    answer = Mail.objects.get(kind="users/message", to=olu.email)
    assert "The blue one." in answer.text and maya.email not in f"{answer.text} {answer.headers}"


def test_whoever_hides_the_name_cannot_be_written_to_but_their_seat_can(client, olu, maya):
    maya.shown_to = User.ShownTo.NOBODY
    maya.save(update_fields=["shown_to"])
    seat = seat_of(maya)
    client.force_login(olu)
    assert client.get(reverse("people:write", args=[maya.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    at = client.get(reverse("seats:at", args=[maya.trust.code])).content.decode()
    address = reverse("people:write_to_seat", args=[seat.pk])
    assert address in at and "Maya" not in at
    assert "Maya" not in client.get(address).content.decode()
    client.post(address, WORDS)
    mail = Mail.objects.get(kind="users/message")
    assert mail.to == maya.email and f"as {seat}" in mail.text
    listed = client.get(reverse("people:messages")).content.decode()
    own = client.get(Message.objects.get().get_absolute_url()).content.decode()
    for page in (listed, own):
        assert str(maya.trust) in page and "Maya" not in page
    actions.answer_message(message=Message.objects.get(), sender=maya, body="Here I am.")
    assert "Maya" in client.get(reverse("people:messages")).content.decode()


def test_two_deputies_both_get_what_is_written_to_their_seat_and_a_vacant_seat_says_so(olu, maya):
    seat = seat_of(maya)
    other = UserFactory(trust=maya.trust)
    seat_of(other)
    assert {one.receiver for one in actions.write_to_seat(sender=olu, seat=seat, **WORDS)} == {maya, other}
    with pytest.raises(ValidationError) as raised:
        actions.write_to_seat(sender=olu, seat=Seat.objects.create(organisation=olu.trust, role="other"), **WORDS)
    assert refusal(raised) == "nobody-there"


def test_a_blocked_writer_is_not_told_and_not_heard(client, olu, maya):
    message = actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    client.force_login(maya)
    address = reverse("people:block", args=[message.pk])
    assert client.get(address).status_code == 200 and not maya.blockings.exists()
    client.post(address)
    client.force_login(olu)
    answer = client.post(reverse("people:write", args=[maya.pk]), WORDS, follow=True)
    assert "We have passed your message on" in answer.content.decode()
    assert Mail.objects.filter(kind="users/message").count() == 1
    withheld = Message.objects.get(withheld=True)
    client.force_login(maya)
    assert client.get(withheld.get_absolute_url()).status_code == 404
    client.post(address, {"again": "yes"})
    actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    assert Mail.objects.filter(kind="users/message").count() == 2


def test_nobody_writes_too_much(olu, maya, monkeypatch):
    for _ in range(5):
        actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    with pytest.raises(ValidationError) as raised:
        actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    assert refusal(raised) == "too-many-to-one"
    monkeypatch.setattr("portal.users.actions.writing.A_DAY", 5)
    with pytest.raises(ValidationError) as raised:
        actions.write_to_person(sender=olu, receiver=UserFactory(shown_to=User.ShownTo.SIGNED_IN), **WORDS)
    assert refusal(raised) == "too-many"
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        actions.write_to_person(sender=olu, receiver=maya, **WORDS)


def test_only_the_two_of_them_read_it_and_staff_once_it_is_reported(client, olu, maya):
    message, staff = actions.write_to_person(sender=olu, receiver=maya, **WORDS), StaffFactory()
    for person in (UserFactory(), staff):
        client.force_login(person)
        assert client.get(message.get_absolute_url()).status_code == 404
    assert "Which one" not in client.get(reverse("people:reported")).content.decode()
    with pytest.raises(PermissionDenied):
        actions.report_message(message=message, reporter=olu, reason="x")
    client.force_login(maya)
    client.post(reverse("people:report_message", args=[message.pk]), {"reason": "Unkind."})
    assert Mail.objects.filter(kind="users/message_reported", to=staff.email).exists()
    client.force_login(staff)
    page = client.get(reverse("people:reported")).content.decode()
    assert "Which one" in page and "Unkind." in page
    client.post(reverse("people:reported"), {"message": message.pk})
    assert "Which one" not in client.get(reverse("people:reported")).content.decode()


def test_the_log_holds_no_words(olu, maya):
    message = actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    actions.report_message(message=message, reporter=maya, reason="Unkind.")
    entries = str(list(LogEntry.objects.values()))
    assert "users/wrote" in entries
    assert not any(words in entries for words in ("Card readers", "Which one", "Unkind."))


def test_what_may_identify_a_patient_is_not_passed_on(client, olu, maya):
    client.force_login(olu)
    answer = client.post(reverse("people:write", args=[maya.pk]), WORDS | {"body": "NHS number 943 476 5919"})
    assert answer.status_code == 422 and not Message.objects.exists()


def test_somebody_who_waits_for_approval_writes_to_nobody(client, maya):
    waiting = UserFactory(admitted_at=None)
    with pytest.raises(PermissionDenied):
        actions.write_to_person(sender=waiting, receiver=maya, **WORDS)
    client.force_login(waiting)
    assert client.get(reverse("people:messages")).url == reverse("users:approval")


def test_what_was_not_opened_is_marked_as_new_for_its_receiver_alone(client, olu, maya):
    message = actions.write_to_person(sender=olu, receiver=maya, **WORDS)
    new = '<strong class="chip chip--look">New</strong>'
    client.force_login(maya)
    assert new in client.get(reverse("people:messages")).content.decode()
    client.force_login(olu)
    client.get(message.get_absolute_url())  # its writer looks at it again
    assert new not in client.get(reverse("people:messages")).content.decode()
    client.force_login(maya)
    assert new in client.get(reverse("people:messages")).content.decode()
    client.get(message.get_absolute_url())
    assert new not in client.get(reverse("people:messages")).content.decode()


def test_whoever_may_not_write_anywhere_writes_no_messages_either_and_reads_why(client, olu, maya):
    block = Block.objects.create(person=olu, reason="You called people names.")
    client.force_login(olu)
    answer = client.post(reverse("people:write", args=[maya.pk]), WORDS)
    assert answer.status_code == 422 and "You called people names." in answer.content.decode()
    assert not Message.objects.exists()
    block.lifted_at = timezone.now()
    block.save()
    client.post(reverse("people:write", args=[maya.pk]), WORDS)
    assert Message.objects.exists()
