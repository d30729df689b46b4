"""What a survey said, as a list for organisers to take away: `?event=42`. Empty before enough have answered."""

from __future__ import annotations

from portal.files.tables import Column

from .models import SurveyAnswer
from .survey import Results
from .tables import MeetingTable


class SurveyTable(MeetingTable):
    key = "events/survey"
    title = "Survey results"
    columns = [
        Column("How useful", "get_useful_display"),
        Column("What they will do differently", "differently"),
        Column("What the next meeting should be about", "next_topic"),
    ]

    def rows(self) -> list[SurveyAnswer]:
        return Results(self.managed).answers

    def name(self) -> str:
        return f"Survey: {self.event.title}"
