"""Verbs of the survey: answer it once, without a name; and forget who answered, and what they wrote."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from portal.audit.actions import log_aside
from portal.privacy.holdings import change_rows

from .. import survey
from ..models import Registration, SurveyAnswer, SurveyReceipt
from ..querysets import SurveyAnswerQuerySet


class CannotAnswerError(ValueError):
    """Nothing was written; the words say why."""


def answer_survey(*, registration: Registration, useful: int, differently: str, next_topic: str) -> None:
    """Keep the answer, and apart from it that this person has answered. The log says that somebody did."""
    if why := survey.why_not(registration):
        raise CannotAnswerError(why)
    try:
        with transaction.atomic():
            SurveyReceipt.objects.create(registration=registration)
            SurveyAnswer.objects.create(
                meeting=registration.meeting, useful=useful, differently=differently, next_topic=next_topic
            )
            log_aside(actor=None, action="events/answered-survey", target=registration.meeting)
    except IntegrityError:
        raise CannotAnswerError(survey.why_not(registration) or "This could not be kept. Try again.") from None


def forget_words(*, answers: SurveyAnswerQuerySet) -> int:
    """The numbers stay."""
    return change_rows(answers, differently="", next_topic="")
