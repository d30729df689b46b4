"""What people answered, as a list for organisers to take away: `?event=42`. Needs are in no list."""

from __future__ import annotations

from django.db.models import QuerySet

from portal.files.tables import Column

from .models import Reply
from .tables import MeetingTable


class RepliesTable(MeetingTable):
    key = "events/answers"
    title = "Answers"
    columns = [
        Column("Name", "registration.name"),
        Column("Role", "registration.get_role_display"),
        Column("Trust", "registration.trust"),
        Column("Question", "question"),
        Column("Answer", "in_words"),
    ]

    def rows(self) -> QuerySet:
        return Reply.objects.of_those_who_come(self.managed)
