"""The ways out: PORTAL_MAIL_TRANSPORT is "keep", or the dotted path of any Django email backend."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

KEEP = "keep"


class KeepBackend(BaseEmailBackend):
    """Mail stays a row, readable at /dev/mail/, and counts as sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)


def transport() -> BaseEmailBackend:
    name = settings.PORTAL_MAIL_TRANSPORT
    return KeepBackend() if name == KEEP else get_connection(name)
