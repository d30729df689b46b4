"""Self-assessments of some invented trusts: a year ago, and since; one is half answered."""

from __future__ import annotations

from datetime import timedelta

from portal.organisations.models import Organisation
from portal.programme import actions
from portal.programme.models import Assessment
from portal.users.models import User
from portal.users.trusts import own_trusts

from .cast import Cast

TRUSTS = 4


def load(cast: Cast) -> None:
    officers = [(person, own_trusts(person)[0]) for person in cast.ovms() if own_trusts(person)][:TRUSTS]
    for number, (person, trust) in enumerate(officers):
        first = _answered(person, trust, seed=number, plus=0)
        first = actions.finish_assessment(actor=person, assessment=first)
        _age(first, days=340)
        second = _answered(person, trust, seed=number, plus=1, leave=5 if number == TRUSTS - 1 else 0)
        if number < TRUSTS - 1:
            _decide(person, actions.finish_assessment(actor=person, assessment=second))
            _age(second, days=20 + number)


def _answered(person: User, trust: Organisation, *, seed: int, plus: int, leave: int = 0) -> Assessment:
    one = actions.begin_assessment(actor=person, trust=trust)
    questions = list(one.questionnaire.questions.select_related("theme"))
    kept = questions[: len(questions) - leave]
    answers = {asked: (min(3, (at * 7 + seed * 3) % 5 // 2 + plus), "") for at, asked in enumerate(kept)}
    actions.keep_answers(actor=person, assessment=one, answers=answers)
    return one


def _decide(person: User, assessment: Assessment) -> None:
    for number, offer in enumerate(assessment.suggestions.all()):
        if number % 3 < 2:
            actions.decide_suggestion(actor=person, suggestion=offer, taken=number % 3 == 0)
        if number % 6 == 0:
            actions.say_suggestion_helped(actor=person, suggestion=offer, helped=True)


def _age(assessment: Assessment, *, days: int) -> None:
    then = timedelta(days=days)
    one = Assessment.objects.get(pk=assessment.pk)
    Assessment.objects.filter(pk=one.pk).update(begun_at=one.begun_at - then, finished_at=one.finished_at - then)
