"""What waits for a moderator, as a list to take away: never what it says."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from portal.files.tables import Column, Table

from . import moderation
from .models import Comment


class HeldTable(Table):
    key = "discussion/held"
    title = "Comments waiting for a moderator"
    columns = [
        Column("Comment", "pk", "number"),
        Column("Written", "created_at", "moment"),
        Column("By", "writer"),
        Column("Guest", lambda comment: not comment.author_id),
        Column("On", "thread"),
        Column("About their own bill or care", "about_own_case"),
    ]

    def rows(self) -> list[Comment]:
        held = moderation.held_for(self.user)
        if not held and not self.user.is_staff:  # type: ignore[attr-defined]
            raise PermissionDenied("Only moderators see what waits.")
        return list(held)
