"""Until when somebody may change what they wrote, and when readers see that they did."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.privacy import guard

from .models import Comment

FREE = timedelta(minutes=15)
"""So long a slip of the pen is nobody's business, unless somebody has answered or judged the words."""
WINDOW = timedelta(hours=24)
"""So long it can be changed at all; what it said before stays to be read."""


def is_editable(comment: Comment, *, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether its writer may change it now. What somebody has checked says what it said then."""
    own = user.is_authenticated and comment.author_id == user.pk
    return own and comment.is_published() and not is_judged(comment) and timezone.now() < comment.created_at + WINDOW


def is_judged(comment: Comment) -> bool:
    return comment.standing not in (Comment.Standing.UNMARKED, Comment.Standing.ASIDE)


def why_not(comment: Comment) -> str:
    if is_judged(comment):
        return "Somebody has said what this answer is worth, so it stays as it is. Write another one below it."
    if comment.thread.is_closed:
        return "This discussion is closed. You can still read it."
    return "You can change a comment for 24 hours. Write another one below it."


def leaves_a_trace(comment: Comment) -> bool:
    """Whether what it said before is kept: after a while, and as soon as anybody has done something about it."""
    if timezone.now() >= comment.created_at + FREE or comment.edited_at is not None:
        return True
    return comment.replies.exists() or comment.useful.exists() or comment.reports.exists()


def kept_wording(body: str) -> str:
    """What is kept of earlier words: never a patient's details, which their writer may have come to take out."""
    verdict = guard.inspect(body)
    return verdict.redacted() if verdict else body
