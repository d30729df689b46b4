"""Tell people: one row a mail, written in the transaction of its cause."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import make_msgid
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: an address, a name, and the account if there is one."""

    email: str
    name: str = ""
    user: AbstractBaseUser | None = None


@dataclass(frozen=True)
class Attachment:
    name: str
    type: str
    content: bytes


def notify(
    *,
    recipients: Iterable[Recipient],
    kind: str,
    target: models.Model,
    context: dict[str, Any] | None = None,
    key: str = "",
    attachments: Iterable[Attachment] = (),
) -> list[Mail]:
    """Write one mail a recipient from `templates/<app>/email/<name>_subject.txt` and `_message.txt` (`_message.html`).

    `kind` is "app/name". The same kind, target, address and `key` never makes a second mail: give a `key` where the
    same thing may rightly happen twice (the time of the change, the number of the try). Returns the new rows only.
    """
    app, _, name = kind.partition("/")
    attached = [{"name": a.name, "type": a.type, "content": base64.b64encode(a.content).decode()} for a in attachments]
    mails = []
    for recipient in recipients:
        base = f"{app}/email/{name}"
        words = {"recipient": recipient, "target": target, "site_url": settings.PORTAL_URL, **(context or {})}
        words["site_name"] = settings.PORTAL_NAME
        mail, created = Mail.objects.get_or_create(
            key=f"{kind}:{target._meta.label_lower}:{target.pk}:{recipient.email.lower()}:{key}"[:200],
            defaults={
                "kind": kind,
                "to": recipient.email,
                "person": recipient.user,
                "subject": " ".join(render_to_string(f"{base}_subject.txt", words).split())[:250],
                "text": render_to_string(f"{base}_message.txt", words).strip() + "\n",
                "attachments": attached,
                "message_id": make_msgid(domain="portal.example"),
                "due_at": timezone.now(),
            },
        )
        if created:
            mails.append(mail)
    return mails
