"""Verbs of discussions. Those of moderators stand in `portal.discussion.moderation`."""

from __future__ import annotations

from .talking import Guest, audience_for, comment, comments_of, start_thread, stop_replies

__all__ = ["Guest", "audience_for", "comment", "comments_of", "start_thread", "stop_replies"]
