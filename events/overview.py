"""A series as its page shows it: what comes, what was, who came, whether it was useful, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.utils import timezone

from portal.cms.components import dates

from .models import EventPage, Registration, Series, SeriesDecision, SurveyAnswer
from .survey import Figures

TALL = 40  # of the chart's columns, in its own units
WIDE = 12


@dataclass(frozen=True)
class Held:
    """A meeting that took place."""

    event: EventPage
    had_a_place: int
    came: int
    figures: Figures

    @property
    def attendance(self) -> str:
        if not self.event.meeting.is_going_ahead:
            return self.event.meeting.get_state_display()
        return str(self.came) if self.came else "Not taken"


@dataclass(frozen=True)
class Column:
    """One column of the chart."""

    x: int
    y: float
    height: float


class Overview:
    def __init__(self, series: Series, reader: AbstractBaseUser | AnonymousUser) -> None:
        self.series = series
        self.events = EventPage.objects.visible_to(reader).filter(series=series).with_meeting()
        self.now = timezone.now()

    @cached_property
    def coming(self) -> list[EventPage]:
        return self.events.upcoming(self.now).cards()

    @cached_property
    def held(self) -> list[Held]:
        """The last first. Three queries, however many."""
        past = list(self.events.past(self.now))
        keys = [event.meeting.pk for event in past]
        came = dict.fromkeys(keys, (0, 0))
        rows = Registration.objects.filter(meeting__in=keys).order_by().values_list("meeting_id")
        place, present = Q(state=Registration.State.CONFIRMED), Q(present_at__isnull=False)
        for key, had, seen in rows.annotate(had=Count("pk", filter=place), seen=Count("pk", filter=present)):
            came[key] = (had, seen)
        said = SurveyAnswer.objects.filter(meeting__in=keys).tally()
        return [Held(event, *came[event.meeting.pk], Figures(said.get(event.meeting.pk, {}))) for event in past]

    head = ("Meeting", "Had a place", "Came", "Answers", "Of 5")

    @property
    def rows(self) -> list[tuple[str, int, str, str, str]]:
        """The meetings so far, for a table."""
        return [
            (
                f"{held.event.title}, {dates.short(held.event.meeting.starts_at)}",
                held.had_a_place,
                held.attendance,
                str(held.figures.answers) if held.figures.are_enough else "Fewer than 5",
                str(held.figures.mean or "Not shown"),
            )
            for held in self.held
        ]

    @cached_property
    def figures(self) -> Figures:
        return Figures.together(held.figures for held in self.held)

    @property
    def asked_of(self) -> int:
        """The meetings whose answers are counted."""
        return sum(1 for held in self.held if held.figures.are_enough)

    @property
    def columns(self) -> list[Column]:
        """The mean of each meeting, the first on the left."""
        means = [held.figures.mean for held in reversed(self.held) if held.figures.mean]
        return [Column(n * WIDE + 2, TALL - mean / 5 * TALL, mean / 5 * TALL) for n, mean in enumerate(means)]

    @property
    def chart_width(self) -> int:
        return max(len(self.columns), 6) * WIDE

    @cached_property
    def decisions(self) -> list[SeriesDecision]:
        return list(self.series.decisions.select_related("decided_by"))
