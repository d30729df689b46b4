"""Verbs of telling people."""

from __future__ import annotations

from .bouncing import works_again
from .mailing import Attachment, MailTemplates, Recipient, clean_mails, notify, retry_mail, send_again
from .telling import happened

__all__ = [
    "Attachment",
    "MailTemplates",
    "Recipient",
    "clean_mails",
    "happened",
    "notify",
    "retry_mail",
    "send_again",
    "works_again",
]
