"""Verbs of telling people."""

from __future__ import annotations

from .at_once import tell_at_once
from .bouncing import works_again
from .choosing import choose_hearing, follow, mark_read, prefer, set_rhythm, stop_digest, stop_topic, unfollow
from .digests import send_digests
from .mailing import Attachment, MailTemplates, Recipient, clean_mails, notify, retry_mail, send_again
from .telling import happened, keep_in_sight, tell_of_page

__all__ = [
    "Attachment",
    "MailTemplates",
    "Recipient",
    "choose_hearing",
    "clean_mails",
    "follow",
    "happened",
    "keep_in_sight",
    "mark_read",
    "notify",
    "prefer",
    "retry_mail",
    "send_again",
    "send_digests",
    "set_rhythm",
    "stop_digest",
    "stop_topic",
    "tell_at_once",
    "tell_of_page",
    "unfollow",
    "works_again",
]
