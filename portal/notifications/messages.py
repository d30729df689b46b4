"""Between rows and email messages, both ways. Whatever the text, a header stays one line."""

from __future__ import annotations

import base64
import email.message
import uuid
from email.utils import formataddr, parseaddr
from html import unescape
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.html import strip_tags

from .html import html_from
from .models import Mail

# Set from columns of the row, or by the one who sends.
OWN_HEADERS = {"to", "cc", "bcc", "from", "subject", "message-id", "date", "reply-to", "x-portal-kind"}


def inert(value: object) -> str:
    """One line without control characters: text from anywhere cannot start a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


def clean(body: str) -> str:
    """PostgreSQL keeps no NUL, and a body ends with a line."""
    return body.replace("\x00", "").strip() + "\n"


def address(name: str, mailbox: str) -> str:
    return formataddr((inert(name), mailbox)) if name else mailbox


def is_address(mailbox: str) -> bool:
    try:
        validate_email(mailbox)
    except ValidationError:
        return False
    return len(mailbox) <= 254


def first_state(mailbox: str) -> tuple[str, str]:
    """What can never be sent is a row too, so that somebody sees it."""
    return (Mail.State.QUEUED, "") if is_address(mailbox) else (Mail.State.FAILED, "Not an email address.")


def new_message_id() -> str:
    """Given once, when the row is written: however often a mail is tried, it is the same message."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"


def in_thread(label: str) -> dict[str, str]:
    """Headers by which mail programs show the mails about one thing together."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    first = f"<{label.replace(':', '.')}@{domain}>"
    return {"References": first, "In-Reply-To": first}


def part(*, name: str, type: str, content: bytes, alternative: bool = False) -> dict[str, Any]:
    """An attachment as JSON."""
    encoded = base64.b64encode(content).decode()
    kept = {"name": inert(name), "type": inert(type) or "application/octet-stream", "content": encoded}
    return kept | {"alternative": True} if alternative else kept


def content_of(kept: dict[str, Any]) -> bytes:
    return base64.b64decode(kept["content"])


def rows_from(message: EmailMessage) -> list[Mail]:
    """One row for each address of a message that Django, allauth or Wagtail would have sent."""
    given = {str(name).lower(): value for name, value in message.extra_headers.items()}
    headers = {name: inert(v) for name, v in message.extra_headers.items() if name.lower() not in OWN_HEADERS}
    for name, addresses in (("To", message.to), ("Cc", message.cc), ("Reply-To", message.reply_to)):
        shown = [inert(one) for one in addresses if is_address(parseaddr(inert(one))[1])]
        if line := inert(given.get(name.lower()) or ", ".join(shown)):
            headers[name] = line
    message_id = inert(given.get("message-id", "")) or new_message_id()
    text, html, parts = bodies_of(message)
    rows = []
    for number, recipient in enumerate(dict.fromkeys(map(inert, message.recipients()))):
        mailbox = parseaddr(recipient)[1]
        state, error = first_state(mailbox)
        rows.append(
            Mail(
                key=f"{message_id[:120]}:{number}",
                kind=inert(given.get("x-portal-kind", ""))[:80] or "portal/message",
                to=mailbox[:254],
                from_email=inert(given.get("from", message.from_email))[:320],
                subject=inert(message.subject)[:250],
                text=clean(text),
                html=html.replace("\x00", "") or html_from(subject=inert(message.subject), text=clean(text)),
                headers=headers,
                attachments=parts,
                message_id=message_id[:200] if number == 0 else new_message_id(),
                state=state,
                error=error,
                due_at=timezone.now(),
            )
        )
    return rows


def bodies_of(message: EmailMessage) -> tuple[str, str, list[dict[str, Any]]]:
    """The text, the HTML if any, and everything else."""
    text, html, parts = str(message.body), "", []
    if message.content_subtype == "html":
        text, html = unescape(strip_tags(text)), text
    for alternative in getattr(message, "alternatives", []):
        body, type = alternative[0], alternative[1]
        if type == "text/html" and not html:
            html = body if isinstance(body, str) else body.decode()
        else:
            parts.append(part(name="", type=type, content=as_bytes(body), alternative=True))
    parts.extend(attachment_from(attachment) for attachment in message.attachments)
    return text, html, parts


def attachment_from(attachment: Any) -> dict[str, Any]:
    """From what Django keeps: (name, content, type), or a MIME part somebody made."""
    if isinstance(attachment, email.message.Message):
        content = attachment.get_payload(decode=True) or attachment.as_bytes()
        return part(name=attachment.get_filename() or "", type=attachment.get_content_type(), content=content)  # type: ignore[arg-type]
    name, content, type = attachment
    return part(name=name or "", type=type or "", content=as_bytes(content))


def as_bytes(content: Any) -> bytes:
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, email.message.Message):
        return content.as_bytes()
    return content if isinstance(content, bytes) else str(content).encode()


def message_from(mail: Mail, connection: Any = None) -> EmailMultiAlternatives:
    """What is handed to the transport: to one address, whatever its To line says."""
    message = EmailMultiAlternatives(
        subject=inert(mail.subject),
        body=mail.text,
        from_email=mail.from_email or settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={**mail.headers, "Message-ID": mail.message_id},
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for kept in mail.attachments:
        content = content_of(kept)
        if kept.get("alternative"):
            message.attach_alternative(content.decode(), kept["type"])
        else:
            message.attach(kept["name"] or None, content, kept["type"])
    return message
