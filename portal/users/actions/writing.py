"""Verbs of people who write to each other through the portal, and the one of staff who settle a report."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import providers, takes_part
from portal.notifications.actions import Recipient, notify

from ..models import Blocking, Message, Seat, Tenure, User

A_DAY = 20  # messages of one person
TO_ONE_A_DAY = 5  # of them to the same person or seat
SENTENCES = {
    "too-many": "You have written 20 messages today. Please wait until tomorrow.",
    "too-many-to-one": "You have written to them five times today. Please wait until tomorrow.",
    "nobody-there": "Nobody holds this seat now. Write to the programme, and we find whom to ask.",
    "yourself": "This is you.",
}
NOT_FOR_YOU = "You cannot write to this person."


def refused(code: str) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code)


@transaction.atomic
def write_to_person(*, sender: User, receiver: User, subject: str, body: str) -> Message:
    """Write to somebody whose name one may see. They get it by mail, and answer through the portal."""
    if not takes_part(sender) or not takes_part(receiver) or not receiver.shows("name", to=sender):
        raise PermissionDenied(NOT_FOR_YOU)
    if receiver.pk == sender.pk:
        raise refused("yourself")
    within_limits(sender=sender, receivers=[receiver])
    return pass_on(sender=sender, receiver=receiver, subject=subject, body=body)


@transaction.atomic
def write_to_seat(*, sender: User, seat: Seat, subject: str, body: str) -> list[Message]:
    """Write to whoever holds a seat, known or not. Two deputies of a trust both get it."""
    if not takes_part(sender):
        raise PermissionDenied(NOT_FOR_YOU)
    held = Tenure.objects.current().filter(seat=seat).exclude(person=sender).select_related("person")
    holders: list[User] = [tenure.person for tenure in held if takes_part(tenure.person)]
    if not holders:
        raise refused("nobody-there")
    within_limits(sender=sender, receivers=holders)
    return [pass_on(sender=sender, receiver=one, subject=subject, body=body, seat=seat) for one in holders]


@transaction.atomic
def answer_message(*, message: Message, sender: User, body: str) -> Message:
    """Answer what one received, or add to what one wrote: between the same two people, whatever each shows."""
    if sender.pk not in (message.sender_id, message.receiver_id) or not takes_part(sender):
        raise PermissionDenied(NOT_FOR_YOU)
    own = message.sender_id == sender.pk
    if message.withheld and not own:
        raise PermissionDenied(NOT_FOR_YOU)
    receiver = message.receiver if own else message.sender
    if not takes_part(receiver):
        raise refused("nobody-there")
    within_limits(sender=sender, receivers=[receiver])
    subject = message.subject if message.subject.startswith("Re: ") else f"Re: {message.subject}"
    seat = message.seat if own else None
    return pass_on(sender=sender, receiver=receiver, subject=subject[:120], body=body, answers=message, seat=seat)


def note_read(*, message: Message, reader: User) -> None:
    """Its receiver has opened it; it is no longer marked as new. Safe to repeat."""
    if message.receiver_id == reader.pk:
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def block_writer(*, person: User, writer: User) -> None:
    """Hear no more of somebody. They are not told, and what they write goes nowhere. Safe to repeat."""
    if person.pk == writer.pk:
        raise refused("yourself")
    Blocking.objects.get_or_create(person=person, blocked=writer)
    log(actor=person, action="users/blocked-writer", target=writer)


@transaction.atomic
def unblock_writer(*, person: User, writer: User) -> None:
    """Hear of somebody again. Safe to repeat."""
    Blocking.objects.filter(person=person, blocked=writer).delete()
    log(actor=person, action="users/unblocked-writer", target=writer)


@transaction.atomic
def report_message(*, message: Message, reporter: User, reason: str) -> Message:
    """Show a message to the programme's staff, with what is wrong with it. Nobody else's eyes reach it before."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not message.can_report(reporter):
        raise PermissionDenied("Only whoever received this message can report it, once.")
    message.reported_at, message.report = timezone.now(), reason
    message.save(update_fields=["reported_at", "report"])
    log(actor=reporter, action="users/reported-message", target=message, sender=message.sender_id)
    notify(
        recipients=[Recipient.of(one) for one in User.objects.staff()],
        kind="users/message_reported",
        target=message,
        context={"url": reverse("people:reported")},
    )
    return message


@transaction.atomic
def settle_report(*, message: Message, actor: User) -> None:
    """Say that a reported message was looked at. What follows for its writer has verbs of its own (suspend)."""
    if not actor.is_staff:
        raise PermissionDenied("Only the programme's staff look at reported messages.")
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.reported_at is None or message.settled_at is not None:
        return
    message.settled_at, message.settled_by = timezone.now(), actor
    message.save(update_fields=["settled_at", "settled_by"])
    log(actor=actor, action="users/settled-message", target=message, sender=message.sender_id)


def within_limits(*, sender: User, receivers: list[User]) -> None:
    """Raise where somebody may not write at all, or writes too much.

    Their row is held, so that two presses at once count as two.
    """
    for provider in providers("silences"):
        if words := provider(sender):
            raise ValidationError(words, code="silenced")
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=sender.pk)
    today = Message.objects.since(timezone.now() - timedelta(days=1)).filter(sender=sender)
    if today.count() + len(receivers) > A_DAY:
        raise refused("too-many")
    for receiver in receivers:
        if today.filter(receiver=receiver).count() >= TO_ONE_A_DAY:
            raise refused("too-many-to-one")


def pass_on(
    *,
    sender: User,
    receiver: User,
    subject: str,
    body: str,
    seat: Seat | None = None,
    answers: Message | None = None,
) -> Message:
    message = Message.objects.create(
        sender=sender,
        receiver=receiver,
        seat=seat,
        answers=answers,
        subject=subject,
        body=body,
        withheld=Blocking.objects.filter(person=receiver, blocked=sender).exists(),
    )
    log(actor=sender, action="users/wrote", target=message, seat=seat.pk if seat else None)
    if not message.withheld:
        notify(
            recipients=[Recipient.of(receiver)],
            kind="users/message",
            target=message,
            context={
                "url": message.get_absolute_url(),
                "sender": sender,
                "quiet_url": reverse("people:block", args=[message.pk]),
            },
        )
    return message
