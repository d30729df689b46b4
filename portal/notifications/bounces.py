"""Mail that comes back: note the address, send nothing more to it, and tell whoever should know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.audit.actions import log

from .messages import inert
from .models import Bounce, Mail

# "No such mailbox" and its like. A server that dislikes what a mail says has nothing against the address.
ABOUT_THE_ADDRESS = {550, 551, 553}
# What somebody asks for at this moment is sent: it proves that the address works.
ASKED_FOR_NOW = ("account/",)


@transaction.atomic
def note_bounce(*, email: str, said: str, lasting: bool) -> Bounce:
    """Mail to this address came back. For good: nothing more is sent there; for now: after the third time."""
    bounce, _ = Bounce.objects.select_for_update().get_or_create(email=email.lower()[:254])
    bounce.times = min(bounce.times + 1, 1000)
    bounce.said, bounce.last_at = inert(said)[:300], timezone.now()
    blocks = bounce.blocked_at is None and (lasting or bounce.times >= Bounce.LIMIT)
    if blocks:
        bounce.blocked_at = timezone.now()
    bounce.save()
    if blocks:
        log(actor=None, action="notifications/address_blocked", target=bounce, times=bounce.times)
        for path in settings.PORTAL_PROVIDERS["bounced"]:
            import_string(path)(bounce)
    return bounce


def why_not(mail: Mail) -> str:
    """Why this mail is not sent, or nothing."""
    if mail.kind.startswith(ASKED_FOR_NOW):
        return ""
    bounce = Bounce.objects.blocked().to(mail.to).first()
    return f"Mail to this address came back: {bounce.said}"[:500] if bounce else ""


def take_report(raw: bytes) -> list[Bounce]:
    """Read a delivery status notification (RFC 3464). Only what names a mail of ours and its address counts.

    Anybody can send such a message: without the Message-ID of a mail to that address, which only its reader and the
    servers on the way have seen, nothing happens.
    """
    report = message_from_bytes(raw)
    mail = mail_of(report)
    if mail is None or not mail.to:
        return []
    noted = []
    for email, status, said in failures(report):
        if email.lower() == mail.to.lower():
            noted.append(note_bounce(email=mail.to, said=f"{status} {said}", lasting=status.startswith("5")))
            Mail.objects.filter(pk=mail.pk).update(state=Mail.State.FAILED, error=inert(f"{status} {said}")[:500])
    return noted


def failures(report: Message) -> Iterator[tuple[str, str, str]]:
    """Address, status and what was said, of each recipient that the report calls failed."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for about in cast("list[Message]", part.get_payload()):
            named = str(about.get("Final-Recipient") or about.get("Original-Recipient") or "")
            status = re.match(r"[45]\.\d{1,3}\.\d{1,3}", str(about.get("Status", "")).strip())
            if named and status and str(about.get("Action", "")).strip().lower() == "failed":
                address = parseaddr(named.rpartition(";")[2].strip())[1]
                yield address, status.group(), str(about.get("Diagnostic-Code", ""))


def mail_of(report: Message) -> Mail | None:
    """The mail that came back, by the Message-ID among its returned headers."""
    for part in report.walk():
        headers: Message | None = None
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            headers = part.get_payload(0)  # type: ignore[assignment]
        elif part.get_content_type() == "text/rfc822-headers":
            headers = message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
        if headers is not None and (found := str(headers.get("Message-ID", "")).strip()[:200]):
            return Mail.objects.filter(message_id=found).first()
    return None
