"""Why a comment waits for a moderator before others can read it. Every reason is asked here, in one place."""

from __future__ import annotations

from .models import Comment

Hold = Comment.Hold


def reasons_to_hold(new: Comment) -> list[str]:
    """The codes of `Hold` that speak against publishing these words at once; empty when nothing does."""
    reasons = []
    if new.author_id is None:
        reasons.append(Hold.GUEST)
    if new.about_own_case:
        reasons.append(Hold.OWN_CASE)
    if new.suspected:
        reasons.append(Hold.IDENTIFIER)
    return [str(reason) for reason in reasons]
