"""How well search ranks: judged questions over the demonstration's toolbox, and the measures of an engine's answers.

Each question in `queries.csv` was graded before any engine was asked: what somebody with it wants most (`best`, worth
3), is well served by (`good`, 2), and is not misled by (`touches`, 1). One in three of each kind is held out: its
figures are printed by themselves, and nobody looks at them while the ranking is changed.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

HERE = Path(__file__).parent
WORTH = {"best": 3, "good": 2, "touches": 1}
DEPTH = 20  # results that are looked at


@dataclass(frozen=True, kw_only=True)
class Question:
    text: str
    kind: str
    held_out: bool
    grades: dict[str, int]  # by the slug of the tool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question with the slugs that an engine answered, best first."""

    question: Question
    found: Sequence[str]

    @property
    def ndcg(self) -> float:
        """What the first ten are worth, less the further down, as a share of the best possible order."""
        grades = self.question.grades
        return gain(grades.get(slug, 0) for slug in self.found[:10]) / gain(sorted(grades.values(), reverse=True)[:10])

    @property
    def reciprocal(self) -> float:
        """One over the place of the first that is best or good."""
        places = (place for place, slug in enumerate(self.found, 1) if self.question.grades.get(slug, 0) > 1)
        return 1 / next(places, math.inf)

    @property
    def recall(self) -> float:
        """The share of what is best or good that is among the first twenty."""
        wanted = {slug for slug, grade in self.question.grades.items() if grade > 1}
        return len(wanted.intersection(self.found[:DEPTH])) / len(wanted)

    @property
    def misses_first(self) -> bool:
        """Whether something else stands before what is wanted most."""
        return self.question.grades.get(next(iter(self.found), "")) != WORTH["best"]


@dataclass(frozen=True, kw_only=True)
class Figures:
    questions: int
    ndcg: float
    mrr: float
    recall: float
    nothing: float  # the share of questions that nothing was found for


def questions() -> list[Question]:
    with (HERE / "queries.csv").open() as file:
        return [
            Question(
                text=row["query"],
                kind=row["kind"],
                held_out=row["part"] == "held out",
                grades={slug: worth for name, worth in WORTH.items() for slug in row[name].split()},
            )
            for row in csv.DictReader(file)
        ]


def ask(search: Callable[[str], Sequence[str]]) -> list[Answer]:
    return [Answer(question=question, found=search(question.text)) for question in questions()]


def figures(answers: Iterable[Answer]) -> Figures:
    answers = list(answers)
    return Figures(
        questions=len(answers),
        ndcg=mean(answer.ndcg for answer in answers),
        mrr=mean(answer.reciprocal for answer in answers),
        recall=mean(answer.recall for answer in answers),
        nothing=mean(not answer.found for answer in answers),
    )


def gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))
