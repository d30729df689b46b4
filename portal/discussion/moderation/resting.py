"""What a comment rests on, as it stands under its words: written by whoever keeps the guidance."""

from __future__ import annotations

from typing import Any

from portal.discussion.models import Comment


def show_basis(*, comment: Comment, lines: list[dict[str, Any]]) -> None:
    """Label, address and whether it must be checked, each. It is no change of what somebody wrote. Safe to repeat."""
    Comment.objects.filter(pk=comment.pk).update(rests_on=lines)
    comment.rests_on = lines
