"""Hand a mail to the transport: claim it, send it, write down what came of it. Safe to repeat at any point.

A mail is claimed by one conditional update, so two workers never send the same one. A worker that dies leaves a claim
that ends by the clock; the next one sends again, with the same Message-ID: SMTP cannot promise more.
"""

from __future__ import annotations

import contextlib
import logging
import smtplib
from collections.abc import Iterable
from datetime import timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from .bounces import ABOUT_THE_ADDRESS, note_bounce, why_not
from .messages import inert, message_from
from .models import Mail
from .transports import transport

logger = logging.getLogger(__name__)

# Longer than a transport may take with its time-out at every step of a conversation.
CLAIM = timedelta(minutes=4)
# Minutes until the next try; after the last one a mail has failed (about two days).
BACK_OFF = [1, 5, 15, 60, 180, 360, 720, 1440]
ABOUT_THE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)
# "You must sign in" and its like are about the door, not about the mail.
ABOUT_THE_DOOR = {421, 530, 534, 535, 538}


def deliver_all(mail_ids: Iterable[int]) -> None:
    """Through one connection. Where the server itself is in trouble, leave the rest to a later sweep."""
    connection = transport()
    # While workers are away each sweep hints at the same mails again: what was sent since costs no claim.
    due = Mail.objects.filter(pk__in=list(mail_ids)).due(timezone.now()).order_by("due_at", "pk")
    try:
        for mail_id in list(due.values_list("pk", flat=True)):
            mail = claim(mail_id)
            if mail and not attempt(mail, connection):
                break
    finally:
        hang_up(connection)


def claim(mail_id: int) -> Mail | None:
    """The mail, if it is ours to send now."""
    now = timezone.now()
    took = (
        Mail.objects.filter(pk=mail_id)
        .due(now)
        .update(state=Mail.State.SENDING, attempts=F("attempts") + 1, due_at=now + CLAIM)
    )
    return Mail.objects.select_related("person").get(pk=mail_id) if took else None


def attempt(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Try once. False: the trouble is with the server, no use trying the next mail now."""
    if mail.person and not mail.person.is_active:
        settle(mail, state=Mail.State.SUPPRESSED, error="The account is closed or suspended.")
        return True
    if reason := why_not(mail):
        settle(mail, state=Mail.State.SUPPRESSED, error=reason)
        return True
    try:
        # Opened here, the backend keeps it for the next mail, and says goodbye only when we do.
        connection.open()
        connection.send_messages([message_from(mail, connection)])
    except Exception as error:
        hang_up(connection)
        fail(mail, error)
        return isinstance(error, ABOUT_THE_MAIL)
    settle(mail, state=Mail.State.SENT, sent_at=timezone.now(), error="")
    return True


def fail(mail: Mail, error: Exception) -> None:
    said = words_of(error)[:500]
    if refused_for_good(error) or mail.attempts > len(BACK_OFF):
        logger.error("mail %s (%s) failed: %s", mail.pk, mail.kind, said)
        settle(mail, state=Mail.State.FAILED, error=said)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            codes = {code for code, _ in error.recipients.values()}
            if codes & ABOUT_THE_ADDRESS or all(400 <= code < 500 for code in codes):
                note_bounce(email=mail.to, said=said, lasting=bool(codes & ABOUT_THE_ADDRESS))
    else:
        logger.warning("mail %s (%s) will be tried again: %s", mail.pk, mail.kind, said)
        pause = timedelta(minutes=BACK_OFF[mail.attempts - 1])
        settle(mail, state=Mail.State.RETRY, due_at=timezone.now() + pause, error=said)


def refused_for_good(error: Exception) -> bool:
    """Whether trying again is no use: the server said no to this mail, or it cannot be written at all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = {code for code, _ in error.recipients.values()}
    elif isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
        codes = {error.smtp_code}
    else:
        return isinstance(error, ValueError)
    return all(500 <= code < 600 for code in codes) and not codes & ABOUT_THE_DOOR


def words_of(error: Exception) -> str:
    """What the server said, or what happened, for somebody to read."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]  # type: ignore[list-item]
    else:
        return inert(f"{type(error).__name__}: {error}")
    said = [f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}" for code, text in answers]
    return inert("; ".join(said))


def settle(mail: Mail, **outcome: object) -> None:
    """Only while the claim is ours: a slow worker does not write over the one that came after it."""
    Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, attempts=mail.attempts).update(**outcome)


def hang_up(connection: BaseEmailBackend) -> None:
    with contextlib.suppress(Exception):
        connection.close()
    if hasattr(connection, "connection"):
        connection.connection = None  # what did not close cleanly is not used again
