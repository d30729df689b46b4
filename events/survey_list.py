"""What a survey said, as a list for organisers to take away: `?event=42`. Empty before enough have answered."""

from __future__ import annotations

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.files.tables import Column, Table

from .models import EventPage, Meeting, SurveyAnswer
from .survey import Results


class SurveyTable(Table):
    key = "events/survey"
    title = "Survey results"
    columns = [
        Column("How useful", "get_useful_display"),
        Column("What they will do differently", "differently"),
        Column("What the next meeting should be about", "next_topic"),
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

    def rows(self) -> list[SurveyAnswer]:
        if not self.event.can_manage(self.user):
            raise PermissionDenied("Only convenors of the network and programme staff can see this.")
        return Results(self.event.meeting).answers

    def target(self) -> Meeting:
        return self.event.meeting

    def name(self) -> str:
        return f"Survey: {self.event.title}"

    def filters(self) -> list[tuple[str, str]]:
        return []
