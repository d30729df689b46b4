"""Scores of a self-assessment by theme, and how they moved since the last time.

A score is the sum of levels ÷ (3 * questions that apply), from 0 to 100 per cent: what a trust says of itself, to find
where help is wanted. It is compared with the trust's own last time alone, and only where a theme was asked alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from portal.cms.models import Theme

from .models import Answer, Assessment, Level, Question

WANTS_HELP = Fraction(2, 3)
"""A theme below "mostly" is where suggestions are made."""
MOST_THEMES = 3
"""So many themes at a time: more at once is nobody's plan."""


@dataclass(frozen=True)
class Score:
    """One theme. `share` is None where no question applies; `before` where it cannot be compared."""

    theme: Theme
    share: Fraction | None
    before: Fraction | None
    asked: int
    why_not_compared: str = ""

    @property
    def percent(self) -> str:
        return "Does not apply" if self.share is None else f"{_round(self.share)}%"

    @property
    def width(self) -> int:
        return _round(self.share or Fraction(0))

    @property
    def words(self) -> str:
        """What changed since the last time, in points."""
        if self.share is None or self.before is None:
            return self.why_not_compared
        points = _round(self.share) - _round(self.before)
        if not points:
            return "As the last time"
        return f"{abs(points)} points {'more' if points > 0 else 'less'} than the last time"


def themes_of(questions: Iterable[Question]) -> list[tuple[Theme, list[Question]]]:
    """The questions by theme, in the order of themes."""
    in_order = sorted(questions, key=lambda one: (one.theme.order, one.theme.name, one.sort_order or 0))
    return [(theme, list(some)) for theme, some in groupby(in_order, key=lambda one: one.theme)]


def scores_of(assessment: Assessment, before: Assessment | None = None) -> list[Score]:
    """A score for each theme. Constant in queries."""
    last = _by_theme(before) if before else {}
    found = []
    for theme, answers in _by_theme(assessment).items():
        was = last.get(theme, [])
        alike = {one.question.text for one in was} == {one.question.text for one in answers}
        why = "" if before is None else "Asked for the first time" if not was else "The questions have changed"
        found.append(
            Score(theme, share(answers), share(was) if was and alike else None, len(answers), "" if alike else why)
        )
    return found


def share(answers: Sequence[Answer]) -> Fraction | None:
    """The sum of levels ÷ the most that it could be; None where nothing applies."""
    levels = [one.level for one in answers if one.level is not None]
    return Fraction(sum(levels), max(Level.values) * len(levels)) if levels else None


def where_help_is_wanted(scores: Iterable[Score]) -> list[Score]:
    """The themes furthest from done, at most three."""
    low = [one for one in scores if one.share is not None and one.share < WANTS_HELP]
    return sorted(low, key=lambda one: (one.share, one.theme.order))[:MOST_THEMES]


def _by_theme(assessment: Assessment) -> dict[Theme, list[Answer]]:
    answers = assessment.answers.select_related("question__theme")
    given = {one.question_id: one for one in answers}
    return {
        theme: [given[one.pk] for one in questions if one.pk in given]
        for theme, questions in themes_of(one.question for one in given.values())
    }


def _round(part: Fraction) -> int:
    """Per cent, halves up."""
    return int(part * 100 + Fraction(1, 2))
