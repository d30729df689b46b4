"""The email backend that turns every message, also allauth's and Wagtail's, into a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .messages import rows_from
from .outbox import put


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND. A header `X-Portal-Kind` names the kind; `Message-ID`, where given, makes it happen once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = [message for message in email_messages if message.recipients()]
        put([row for message in messages for row in rows_from(message)])
        return len(messages)
