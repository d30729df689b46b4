"""Verbs of readers and owners: say whether a tool was useful, report a problem, answer it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import takes_part
from portal.notifications.actions import Recipient, notify
from portal.organisations.working_days import day_after
from portal.search.actions import put_page

from ..models import EntryPage, Problem, Usefulness

ANSWER_WITHIN = 5  # working days
MOST_IN_A_DAY = 10  # of one person, over all tools


class TooManyProblemsError(Exception):
    """One person reported as many problems in a day as anybody may."""


@transaction.atomic
def rate_entry(*, actor: AbstractBaseUser, entry: EntryPage, useful: bool, reason: str = "") -> Usefulness:
    """What this person thinks of it now; what they thought before is replaced."""
    if not takes_part(actor):
        raise PermissionDenied
    rated, _ = Usefulness.objects.update_or_create(
        entry=entry,
        person=actor,
        defaults={
            "useful": useful,
            "reason": reason,
            "edition": entry.edition_now()[:60],
            "said_at": timezone.now(),
        },
    )
    log(actor=actor, action="toolbox/rated", target=entry, useful=useful)
    put_page(page=entry)  # what most found useful stands higher in search
    return rated


@transaction.atomic
def take_back_rating(*, actor: AbstractBaseUser, entry: EntryPage) -> bool:
    """Say nothing of it any more. False: nothing was said."""
    gone, _ = Usefulness.objects.filter(entry=entry, person=actor.pk).delete()
    if gone:
        log(actor=actor, action="toolbox/rating-taken-back", target=entry)
        put_page(page=entry)
    return bool(gone)


@transaction.atomic
def report_problem(*, actor: AbstractBaseUser, entry: EntryPage, words: str) -> Problem:
    """Tell the owner, or the tool's mailbox where nobody owns it, what is wrong; they answer by a date."""
    if not takes_part(actor):
        raise PermissionDenied
    since = timezone.now() - timedelta(days=1)
    if Problem.objects.filter(reporter=actor.pk, reported_at__gte=since).count() >= MOST_IN_A_DAY:
        raise TooManyProblemsError
    problem = Problem.objects.create(
        entry=entry,
        words=words,
        reporter=actor,  # type: ignore[misc]
        answer_by=day_after(timezone.localdate(), ANSWER_WITHIN),
    )
    owner = Recipient.of(entry.owned_by) if entry.owned_by else Recipient(email=entry.contact_email)
    notify(recipients=[owner], kind="toolbox/problem", target=problem, about=entry, context={"entry": entry})
    log(actor=actor, action="toolbox/problem-reported", target=entry, problem=problem.pk)
    return problem


@transaction.atomic
def answer_problem(*, actor: AbstractBaseUser, problem: Problem, answer: str) -> Problem:
    """By the owner or the programme's staff; whoever reported it gets the answer by mail. Answered once."""
    if not problem.may_be_answered_by(actor):
        raise PermissionDenied
    problem = Problem.objects.select_for_update(of=("self",)).select_related("entry", "reporter").get(pk=problem.pk)
    if problem.answered_at is not None:
        return problem
    problem.answer, problem.answered_at = answer, timezone.now()
    problem.answered_by = actor  # type: ignore[assignment]
    problem.save(update_fields=["answer", "answered_at", "answered_by"])
    if problem.reporter is not None and problem.reporter.is_active:
        reporter = [Recipient.of(problem.reporter)]
        notify(recipients=reporter, kind="toolbox/problem_answered", target=problem, context={"entry": problem.entry})
    log(actor=actor, action="toolbox/problem-answered", target=problem.entry, problem=problem.pk)
    return problem
