"""Who comes to a meeting, as a list for its organisers to take away: `?event=42`."""

from __future__ import annotations

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.files.tables import Column, Table

from .models import EventPage, Meeting, Registration
from .roster import Roster


class RosterTable(Table):
    key = "events/people"
    title = "Who comes"
    columns = [
        Column("Name", "name"),
        Column("Email", "email"),
        Column("Role", "get_role_display"),
        Column("Trust", "trust"),
        Column("State", "get_state_display"),
        Column("Registered", "created_at", "moment"),
    ]
    coded = ("event",)

    @cached_property
    def event(self) -> EventPage:
        key = self.asked.get("event", "")
        visible = EventPage.objects.visible_to(self.user).with_meeting()
        event = visible.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        if event is None:
            raise Http404("There is no such meeting.")
        return event

    def rows(self) -> list[Registration]:
        if not self.event.can_manage(self.user):
            raise PermissionDenied("Only convenors of the network and programme staff can see this.")
        roster = Roster(self.event.meeting)
        return [*roster.with_a_place, *roster.waiting, *roster.withdrawn]

    def target(self) -> Meeting:
        return self.event.meeting

    def name(self) -> str:
        return f"Who comes: {self.event.title}"

    def filters(self) -> list[tuple[str, str]]:
        return []
