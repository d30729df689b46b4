"""The shapes of what people type in discussions."""

from __future__ import annotations

from .talking import OWN_CASE, CommentForm, GuestCommentForm, ReasonForm, ThreadForm, one_line

__all__ = ["OWN_CASE", "CommentForm", "GuestCommentForm", "ReasonForm", "ThreadForm", "one_line"]
