"""Verbs of a self-assessment: begin, answer, finish, and decide about what was suggested."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Organisation

from ..assessing import scores_of, where_help_is_wanted
from ..models import Answer, Assessment, Question, Questionnaire, Suggestion
from ..submitting import own_trusts
from ..suggesting import suggestions_for


class NotAllAnsweredError(Exception):
    """Some questions have no answer yet. `missing` are they."""

    def __init__(self, missing: list[Question]) -> None:
        super().__init__(f"{len(missing)} questions have no answer")
        self.missing = missing


class AlreadyFinishedError(Exception):
    """A finished assessment never changes: begin the next one."""


class NoQuestionnaireError(Exception):
    """No version of the questions is in use yet."""


@transaction.atomic
def begin_assessment(*, actor: AbstractBaseUser, trust: Organisation) -> Assessment:
    """The open assessment of the trust, or a new one by the version in use. Two presses begin one."""
    _speaks_for(actor, trust)
    Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=trust.pk)
    open_one = Assessment.objects.open().filter(organisation=trust).first()
    if open_one is not None:
        return open_one
    questionnaire = Questionnaire.objects.in_use(timezone.localdate())
    if questionnaire is None:
        raise NoQuestionnaireError
    assessment = Assessment.objects.create(organisation=trust, questionnaire=questionnaire, begun_by=actor)  # type: ignore[misc]
    log(actor=actor, action="programme/began-assessment", target=assessment, trust=trust.pk)
    return assessment


@transaction.atomic
def keep_answers(
    *, actor: AbstractBaseUser, assessment: Assessment, answers: dict[Question, tuple[int | None, str]]
) -> None:
    """Keep levels (None: does not apply) and notes. What was answered before is replaced."""
    assessment = _open(actor, assessment)
    for question, (level, note) in answers.items():
        Answer.objects.update_or_create(
            assessment=assessment, question=question, defaults={"level": level, "note": note}
        )
    log(actor=actor, action="programme/answered-assessment", target=assessment, answers=len(answers))


@transaction.atomic
def finish_assessment(*, actor: AbstractBaseUser, assessment: Assessment) -> Assessment:
    """Close it, and suggest what may help where the trust is furthest from done."""
    assessment = _open(actor, assessment)
    missing = list(assessment.questionnaire.questions.exclude(answers__assessment=assessment))
    if missing:
        raise NotAllAnsweredError(missing)
    assessment.finished_at = timezone.now()
    assessment.finished_by = actor  # type: ignore[assignment]
    assessment.save(update_fields=["finished_at", "finished_by"])
    themes = [one.theme for one in where_help_is_wanted(scores_of(assessment))]
    offers = suggestions_for(assessment, themes, asker=actor, today=timezone.localdate())
    Suggestion.objects.bulk_create(offers)
    log(actor=actor, action="programme/finished-assessment", target=assessment, suggestions=len(offers))
    return assessment


@transaction.atomic
def drop_assessment(*, actor: AbstractBaseUser, assessment: Assessment) -> None:
    """Give an open one up; its answers go. A finished one stays."""
    assessment = _open(actor, assessment)
    log(actor=actor, action="programme/dropped-assessment", target=assessment, trust=assessment.organisation_id)
    assessment.delete()


@transaction.atomic
def decide_suggestion(*, actor: AbstractBaseUser, suggestion: Suggestion, taken: bool) -> Suggestion:
    """A person of the trust takes it or leaves it, and may think again. A specialist who is taken hears of it once."""
    suggestion = _suggestion(actor, suggestion)
    state = Suggestion.State.TAKEN if taken else Suggestion.State.LEFT
    if suggestion.state == state:
        return suggestion
    suggestion.state, suggestion.decided_at = state, timezone.now()
    suggestion.decided_by = actor  # type: ignore[assignment]
    suggestion.helped = suggestion.helped_at = None
    suggestion.save(update_fields=["state", "decided_at", "decided_by", "helped", "helped_at"])
    if taken and suggestion.specialist is not None:
        notify(
            recipients=[Recipient.of(suggestion.specialist)],
            kind="programme/specialist_wanted",
            target=suggestion,
            key=f"specialist-wanted:{suggestion.pk}",
            context={"trust": suggestion.assessment.organisation, "theme": suggestion.theme, "writer": actor},
        )
    log(actor=actor, action="programme/decided-suggestion", target=suggestion, taken=taken, kind=suggestion.kind)
    return suggestion


@transaction.atomic
def say_suggestion_helped(*, actor: AbstractBaseUser, suggestion: Suggestion, helped: bool) -> Suggestion:
    """Whether what the trust took was of use: evidence for what is suggested to others."""
    suggestion = _suggestion(actor, suggestion)
    if suggestion.state != Suggestion.State.TAKEN:
        raise PermissionDenied("Only what was taken can have helped.")
    suggestion.helped, suggestion.helped_at = helped, timezone.now()
    suggestion.save(update_fields=["helped", "helped_at"])
    log(actor=actor, action="programme/suggestion-helped", target=suggestion, helped=helped, kind=suggestion.kind)
    return suggestion


def _speaks_for(actor: AbstractBaseUser, trust: Organisation) -> None:
    if trust not in own_trusts(actor):
        raise PermissionDenied("A trust is assessed by its own officers. Confirm your seat there.")


def _open(actor: AbstractBaseUser, assessment: Assessment) -> Assessment:
    found = Assessment.objects.locked().select_related("organisation", "questionnaire").get(pk=assessment.pk)
    _speaks_for(actor, found.organisation)
    if found.is_finished:
        raise AlreadyFinishedError
    return found


def _suggestion(actor: AbstractBaseUser, suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.locked().select_related("assessment__organisation", "theme").get(pk=suggestion.pk)
    _speaks_for(actor, found.assessment.organisation)
    return found
