"""HTTP of telling people: the centre, what somebody chooses, and the mail box of development."""

from __future__ import annotations

from .centre import news, open_news, read_all, read_one
from .choosing import follow, settings, stop
from .mailbox import development_only, mail, mail_attachment, mail_box, mail_html, retry

__all__ = [
    "development_only",
    "follow",
    "mail",
    "mail_attachment",
    "mail_box",
    "mail_html",
    "news",
    "open_news",
    "read_all",
    "read_one",
    "retry",
    "settings",
    "stop",
]
