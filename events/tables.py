"""What the lists about one meeting have in common: `?event=42`, and that its organisers alone may have them."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.files.tables import Table

from .models import EventPage, Meeting

NOT_YOURS = "Only convenors of the network and programme staff can see this."


class MeetingTable(Table):
    """A list about one meeting. `managed` is the meeting, for those who may take the list."""

    coded: ClassVar[tuple[str, ...]] = ("event",)

    @cached_property
    def event(self) -> EventPage:
        key = self.asked.get("event", "")
        visible = EventPage.objects.visible_to(self.user).with_meeting()
        event = visible.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        if event is None:
            raise Http404("There is no such meeting.")
        return event

    @property
    def managed(self) -> Meeting:
        if not self.event.can_manage(self.user):
            raise PermissionDenied(NOT_YOURS)
        return self.event.meeting

    def target(self) -> Meeting:
        return self.event.meeting

    def name(self) -> str:
        return f"{self.title}: {self.event.title}"

    def filters(self) -> list[tuple[str, str]]:
        return []
