"""The rules of questions: when one is asked, and what an editor got wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.text import slugify

MOST_CHOICES, LONGEST_CHOICE = 30, 100
MOST_QUESTIONS = 20


class Asked(Protocol):
    name: str
    only_if: str
    only_if_answer: str
    options: list[str]
    has_own_choices: bool


def key_of(name: str) -> str:
    """How a form and a condition know a question: "Lunch?" and "lunch" are the same."""
    return slugify(name).replace("-", "_")


def is_asked(question: Asked, given: Mapping[str, str]) -> bool:
    """Whether what was answered so far (key → value, several choices one a line) leads to this question."""
    if not question.only_if:
        return True
    answers = given.get(key_of(question.only_if), "").casefold().split("\n")
    return question.only_if_answer.strip().casefold() in answers


def mistakes(questions: Iterable[Asked]) -> Iterator[tuple[int, str, str]]:
    """(number, field, sentence) of what cannot be asked like this. Questions stand in the order of the page."""
    above: dict[str, list[str]] = {}
    for number, question in enumerate(questions):
        key = key_of(question.name)
        if not key:
            yield number, "name", "Use letters or figures in the short name."
        elif key in above:
            yield number, "name", "Another question has this short name. Each needs one of its own."
        if number == MOST_QUESTIONS:
            yield number, "text", f"Ask {MOST_QUESTIONS} questions at most: people have two minutes."
        if question.has_own_choices:
            yield from ((number, "choices", sentence) for sentence in wrong_choices(question.options))
        if question.only_if or question.only_if_answer:
            yield from ((number, field, sentence) for field, sentence in wrong_condition(question, above))
        above.setdefault(key, question.options)


def wrong_choices(choices: list[str]) -> Iterator[str]:
    if len(choices) < 2:
        yield "Write at least two choices, one a line."
    if len(choices) > MOST_CHOICES:
        yield f"There are {len(choices)} choices. {MOST_CHOICES} is the most."
    if len({choice.casefold() for choice in choices}) < len(choices):
        yield "Two choices are the same."
    if any(len(choice) > LONGEST_CHOICE for choice in choices):
        yield f"A choice can have {LONGEST_CHOICE} letters at most."


def wrong_condition(question: Asked, above: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if not question.only_if:
        yield "only_if", "Say which question this depends on, or take the answer out."
        return
    choices = above.get(key_of(question.only_if))
    if choices is None:
        yield "only_if", "No question above this one has this short name."
    elif not choices:
        yield "only_if", "That question is answered in words. A condition needs one with choices, or yes or no."
    elif not question.only_if_answer:
        yield "only_if_answer", f"Say which answer: {', '.join(choices)}."
    elif question.only_if_answer.strip().casefold() not in {choice.casefold() for choice in choices}:
        yield "only_if_answer", f"This is no choice of that question. Its choices: {', '.join(choices)}."
