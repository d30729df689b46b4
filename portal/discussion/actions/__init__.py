"""Verbs of discussions. Those of moderators stand in `portal.discussion.moderation`."""

from __future__ import annotations

from .appealing import appeal, can_appeal
from .appreciating import find_useful
from .cases import ask_about_case
from .drafting import discard_draft, draft_of, keep_draft
from .editing import delete_comment, edit_comment
from .ideas import put_forward
from .reading import note_reading
from .referring import escalate, refer, refer_due
from .reporting import report_comment, report_person
from .talking import Bands, Guest, audience_for, comment, comments_of, start_thread, stop_replies

__all__ = [
    "Bands",
    "Guest",
    "appeal",
    "ask_about_case",
    "audience_for",
    "can_appeal",
    "comment",
    "comments_of",
    "delete_comment",
    "discard_draft",
    "draft_of",
    "edit_comment",
    "escalate",
    "find_useful",
    "keep_draft",
    "note_reading",
    "put_forward",
    "refer",
    "refer_due",
    "report_comment",
    "report_person",
    "start_thread",
    "stop_replies",
]
