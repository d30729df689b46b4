"""A decision tool as a tree of questions: what is wrong with one, and the way that given answers take through it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from .verdicts import asked_too_much, verdict_in

MOST_QUESTIONS = 12  # that one person answers
FEWEST_ANSWERS = 2


@dataclass(frozen=True)
class Answer:
    text: str
    leads_to: str


@dataclass(frozen=True)
class Question:
    """`place` is where it stands among the steps that an editor sees."""

    place: int
    key: str
    text: str
    answers: tuple[Answer, ...]
    help: str = ""
    source: Any = None


@dataclass(frozen=True)
class Outcome:
    place: int
    key: str
    title: str
    words: str = ""
    sources: tuple[Any, ...] = ()
    tools: tuple[Any, ...] = ()
    ask: str = ""


Step = Question | Outcome


@dataclass(frozen=True)
class Problem:
    """What to do about it, in words; `place` is the step that it is about, None: all of them."""

    words: str
    place: int | None = None
    box: str = ""


@dataclass(frozen=True)
class Tree:
    """Its steps in the editor's order. Whoever uses it begins with the first question."""

    steps: tuple[Step, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in reversed(self.steps)}

    @cached_property
    def questions(self) -> list[Question]:
        return [step for step in self.steps if isinstance(step, Question)]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return [step for step in self.steps if isinstance(step, Outcome)]

    @property
    def start(self) -> Question | None:
        return self.questions[0] if self.questions else None

    @cached_property
    def mark(self) -> str:
        """The same for the same questions and ways: answers are given to these, and to no others."""
        said = [(q.key, q.text, [(a.text, a.leads_to) for a in q.answers]) for q in self.questions]
        return hashlib.sha256(repr((said, [o.key for o in self.outcomes])).encode()).hexdigest()[:12]

    def after(self, question: Question) -> list[Step]:
        """The steps that its answers lead to, each once; an answer that leads nowhere counts for nothing."""
        keys = dict.fromkeys(answer.leads_to for answer in question.answers)
        return [self.by_key[key] for key in keys if key in self.by_key]

    def reached(self) -> set[str]:
        found: set[str] = set()
        waiting: list[Step] = [self.start] if self.start else []
        while waiting:
            step = waiting.pop()
            if step.key not in found:
                found.add(step.key)
                waiting += self.after(step) if isinstance(step, Question) else []
        return found

    def circles(self) -> list[list[Question]]:
        """Each way that comes back to where it was, as the questions of it; without recursion, whatever is pasted."""
        done: set[str] = set()
        found: list[list[Question]] = []
        for begin in self.questions:
            if begin.key in done:
                continue
            path: list[Question] = [begin]
            ways: list[Iterator[Step]] = [iter(self.after(begin))]
            while path:
                step = next(ways[-1], None)
                if step is None:
                    done.add(path.pop().key)
                    ways.pop()
                elif isinstance(step, Question) and step.key not in done:
                    keys = [question.key for question in path]
                    if step.key in keys:
                        found.append(path[keys.index(step.key) :])
                    else:
                        path.append(step)
                        ways.append(iter(self.after(step)))
        return found

    def longest(self) -> int:
        """How many questions the longest way asks. Only of a tree without circles."""
        asked: dict[str, int] = {}
        waiting = list(self.questions)
        while waiting:
            question = waiting[-1]
            below = [step for step in self.after(question) if isinstance(step, Question)]
            missing = [step for step in below if step.key not in asked]
            if missing:
                waiting += missing
            else:
                asked[question.key] = 1 + max((asked[step.key] for step in below), default=0)
                waiting.pop()
        return asked.get(self.start.key, 0) if self.start else 0


@dataclass
class Walk:
    """How far somebody has come: what they answered, and the step that they stand before."""

    step: Step
    passed: list[tuple[Question, Answer, int]] = field(default_factory=list)

    @property
    def taken(self) -> list[int]:
        return [number for _question, _answer, number in self.passed]


def walk(tree: Tree, numbers: Iterable[int]) -> Walk:
    """Where these answers lead, each by its number from 1. What leads nowhere ends the way before it."""
    if tree.start is None:
        raise LookupError("A tree without a question leads nowhere.")
    way = Walk(tree.start)
    for number in numbers:
        if isinstance(way.step, Outcome) or not 1 <= number <= len(way.step.answers):
            break
        answer = way.step.answers[number - 1]
        if answer.leads_to not in tree.by_key or len(way.passed) >= MOST_QUESTIONS:
            break
        way.passed.append((way.step, answer, number))
        way.step = tree.by_key[answer.leads_to]
    return way


def problems(tree: Tree) -> list[Problem]:
    """All that keeps it from being published; empty: every way through it ends at an outcome with a source."""
    if not tree.start:
        return [Problem("Add a question: the first one is where everybody begins.")]
    found = [*_names(tree.steps)]
    if not tree.outcomes:
        found.append(Problem("Add an outcome: the ways through the questions must end somewhere."))
    for question in tree.questions:
        found += _question(tree, question)
    for outcome in tree.outcomes:
        found += _outcome(outcome)
    reached = tree.reached()
    for step in tree.steps:
        if step.key and step.key not in reached:
            words = f"No answer leads to “{step.key}”. Let an answer lead to it, or take it out."
            found.append(Problem(words, step.place, "key"))
    circles = tree.circles()
    for circle in circles:
        names = " → ".join(f"“{question.key}”" for question in [*circle, circle[0]])
        words = f"The answers lead in a circle: {names}. Let an answer of “{circle[-1].key}” lead somewhere else."
        found.append(Problem(words, circle[-1].place, "answers"))
    if not circles and (longest := tree.longest()) > MOST_QUESTIONS:
        words = f"One way asks {longest} questions. Shorten it to {MOST_QUESTIONS} at most, or make two tools of it."
        found.append(Problem(words))
    return found


def _names(steps: Sequence[Step]) -> Iterator[Problem]:
    often = Counter(step.key for step in steps)
    for step in steps:
        if not step.key:
            yield Problem("Give this step a short name, so that answers can lead to it.", step.place, "key")
        elif often[step.key] > 1:
            words = f"Two steps have the short name “{step.key}”. Give each its own."
            yield Problem(words, step.place, "key")


def _question(tree: Tree, question: Question) -> Iterator[Problem]:
    called = f"“{question.key}”"
    if not question.text.strip():
        yield Problem(f"Write the question of {called}.", question.place, "text")
    for why in asked_too_much(question.text, question.help, *(answer.text for answer in question.answers)):
        yield Problem(f"{called}: {why}", question.place, "text")
    if len(question.answers) < FEWEST_ANSWERS:
        yield Problem(f"Give {called} at least two answers.", question.place, "answers")
    often = Counter(answer.text.strip().casefold() for answer in question.answers)
    if any(number > 1 for number in often.values()):
        yield Problem(f"Two answers of {called} say the same. Reword one, or take it out.", question.place, "answers")
    for answer in question.answers:
        said = f"The answer “{answer.text}” of {called}"
        if not answer.text.strip():
            yield Problem(f"An answer of {called} has no words. Write them, or take it out.", question.place, "answers")
        elif not answer.leads_to:
            yield Problem(f"{said} leads nowhere. Say which step comes next.", question.place, "answers")
        elif answer.leads_to not in tree.by_key:
            near = get_close_matches(answer.leads_to, [key for key in tree.by_key if key], n=1)
            hint = f" Did you mean “{near[0]}”?" if near else " Add that step, or name one that is there."
            words = f"{said} leads to “{answer.leads_to}”, and no step is called so.{hint}"
            yield Problem(words, question.place, "answers")


def _outcome(outcome: Outcome) -> Iterator[Problem]:
    called = f"“{outcome.key}”"
    if not outcome.title.strip():
        yield Problem(f"Give the outcome {called} a title.", outcome.place, "title")
    if not outcome.sources:
        yield Problem(f"Name what the outcome {called} rests on: a source.", outcome.place, "sources")
    for box, why in verdict_in(title=outcome.title, words=outcome.words):
        yield Problem(f"{called}: {why}", outcome.place, box)
