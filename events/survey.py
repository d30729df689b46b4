"""The survey after a meeting: who may answer and until when, and what was said once enough have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from .models import Meeting, Registration, SurveyAnswer, SurveyReceipt
from .querysets import RegistrationQuerySet

OPEN_FOR = timedelta(days=14)
ENOUGH = 5  # fewer answers name their people to whoever was there


def closes_at(meeting: Meeting) -> datetime:
    return meeting.ends_at + OPEN_FOR


def is_open(meeting: Meeting, now: datetime | None = None) -> bool:
    now = now or timezone.now()
    return meeting.is_going_ahead and meeting.is_over(now) and now < closes_at(meeting)


def asked(meeting: Meeting) -> RegistrationQuerySet:
    """Those who were present; where nobody was marked, those who had a place."""
    registrations = meeting.registrations.not_forgotten()
    return registrations.present() if registrations.present().exists() else registrations.confirmed()


def why_not(registration: Registration, now: datetime | None = None) -> str:
    """Why they cannot answer now; empty when they can."""
    meeting, now = registration.meeting, now or timezone.now()
    if not meeting.is_going_ahead:
        return "This meeting did not take place."
    if not meeting.is_over(now):
        return "This meeting is not over yet. Come back when it is."
    if not is_open(meeting, now):
        return "This survey has closed."
    if not asked(meeting).filter(pk=registration.pk).exists():
        return "This survey is for the people who came."
    if SurveyReceipt.objects.filter(registration=registration).exists():
        return "You have answered already. Thank you. An answer has no name, so it cannot be changed."
    return ""


@dataclass(frozen=True)
class Share:
    label: str
    number: int
    percent: int


class Figures:
    """How often each degree was chosen. Says nothing before enough have answered."""

    def __init__(self, counts: dict[int, int]) -> None:
        self._counts = Counter(counts)

    @property
    def answers(self) -> int:
        return sum(self._counts.values())

    @property
    def are_enough(self) -> bool:
        return self.answers >= ENOUGH

    @property
    def mean(self) -> float | None:
        """From 1 to 5, to one place."""
        if not self.are_enough:
            return None
        return round(sum(degree * number for degree, number in self._counts.items()) / self.answers, 1)

    @property
    def useful_percent(self) -> int | None:
        """Who said useful or very useful."""
        good = self._counts[SurveyAnswer.Useful.VERY] + self._counts[SurveyAnswer.Useful.QUITE]
        return round(100 * good / self.answers) if self.are_enough else None

    @property
    def shares(self) -> list[Share]:
        if not self.are_enough:
            return []
        return [
            Share(str(degree.label), self._counts[degree], round(100 * self._counts[degree] / self.answers))
            for degree in SurveyAnswer.Useful
        ]

    @classmethod
    def together(cls, many: Iterable[Figures]) -> Figures:
        """All answers of a series, of the meetings that have enough each: the rest would show by subtraction."""
        total: Counter[int] = Counter()
        for figures in many:
            if figures.are_enough:
                total.update(figures._counts)
        return cls(total)


class Results:
    """The survey of one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.meeting.survey_answers.tally().get(self.meeting.pk, {}))

    @cached_property
    def were_asked(self) -> int:
        return asked(self.meeting).count()

    @cached_property
    def answers(self) -> list[SurveyAnswer]:
        return list(self.meeting.survey_answers.all()) if self.figures.are_enough else []

    @property
    def differently(self) -> list[str]:
        """Each list in an order of its own: two words of one person do not stand in the same place."""
        return sorted((row.differently for row in self.answers if row.differently), key=str.casefold)

    @property
    def next_topics(self) -> list[str]:
        return sorted((row.next_topic for row in self.answers if row.next_topic), key=str.casefold)
