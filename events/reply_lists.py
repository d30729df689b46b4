"""What people answered, as a list for organisers to take away: `?event=42`. Needs are in no list."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from portal.files.tables import Column

from .lists import RosterTable
from .models import Reply


class RepliesTable(RosterTable):
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
        if not self.event.can_manage(self.user):
            raise PermissionDenied("Only convenors of the network and programme staff can see this.")
        return Reply.objects.of_those_who_come(self.event.meeting)

    def name(self) -> str:
        return f"Answers: {self.event.title}"
