"""The e-mail backend that turns every message, also allauth's and Wagtail's, into a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .models import Mail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = 0
        for message in email_messages:
            message_id = str(message.message()["Message-ID"])
            for address in message.recipients():
                Mail.objects.create(
                    key=f"{message_id}:{address}"[:200],
                    kind="portal/message",
                    to=address,
                    subject=str(message.subject)[:250],
                    text=str(message.body),
                    message_id=message_id if rows == 0 else f"{message_id}:{address}"[:200],
                    due_at=timezone.now(),
                )
                rows += 1
        return rows
