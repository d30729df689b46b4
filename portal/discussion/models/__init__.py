"""What is said: threads and the comments in them."""

from __future__ import annotations

from .comments import LONGEST_COMMENT, Comment
from .threads import Thread

__all__ = ["LONGEST_COMMENT", "Comment", "Thread"]
