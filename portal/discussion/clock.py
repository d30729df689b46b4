"""How far a question has come, and when somebody is asked to answer it: follows from what is said in it."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.organisations.working_days import moment_after

from .models import Comment, Thread

REFER_AFTER = 2
"""So many working days a question waits for its network before a specialist is asked."""
ANSWER_WITHIN = 2
"""In so many working days whoever is asked promises an answer."""

OF_THREAD = ["status", "refer_at", "referred_at", "answer_by", "escalated_at", "specialist"]
"""What changes here: for `save(update_fields=…)`."""


def follow(thread: Thread) -> None:
    """Make the status of a question say what its answers are worth, and start its clock when it has none. Not saved.

    The clock begins when others can read the question, and anew when its last answer turns out to be none.
    """
    if thread.kind != Thread.Kind.QUESTION:
        return
    before, thread.status = thread.status, _worth(thread)  # type: ignore[assignment]
    if thread.status == Thread.Status.OPEN and (thread.refer_at is None or before != Thread.Status.OPEN):
        thread.refer_at = moment_after(timezone.now(), REFER_AFTER)
        thread.referred_at = thread.answer_by = thread.escalated_at = thread.specialist = None


def settle(thread: Thread) -> None:
    """The same for a question in which something was decided: saved, and under its lock."""
    if thread.kind == Thread.Kind.QUESTION:
        fresh = Thread.objects.select_for_update(no_key=True, of=("self",)).get(pk=thread.pk)
        follow(fresh)
        fresh.save(update_fields=OF_THREAD)
        thread.status = fresh.status


def _worth(thread: Thread) -> str:
    """What its best answer is worth; one that was checked against an earlier edition is a colleague's view again."""
    answers = Comment.objects.answers_in(thread).exclude(standing=Comment.Standing.ASIDE)
    rows = set(answers.values_list("standing", "mark__outdated_at").order_by().distinct())
    if (Comment.Standing.CHECKED.value, None) in rows:
        return Thread.Status.CHECKED
    standings = {standing for standing, _ in rows}
    if standings - {Comment.Standing.SUPERSEDED.value}:
        return Thread.Status.ANSWERED
    return Thread.Status.SUPERSEDED if standings else Thread.Status.OPEN


def best_answer(thread: Thread, *, user: AbstractBaseUser | AnonymousUser) -> Comment | None:
    """What to read first: the checked answer, the latest; else what colleagues found helpful."""
    if thread.status not in (Thread.Status.CHECKED, Thread.Status.ANSWERED):
        return None
    worth = (Comment.Standing.CHECKED, Comment.Standing.PEER)
    answers = Comment.objects.answers_in(thread).filter(standing__in=worth).with_what_is_shown(user)
    marked = list(answers)
    for answer in marked:
        answer.thread = thread
    return min(marked, key=_place, default=None)


def _place(answer: Comment) -> tuple[int, int]:
    """Before another: what was checked, then what was found helpful, then what an earlier edition bears out."""
    if answer.standing == Comment.Standing.PEER:
        return 1, -answer.pk
    return (2 if answer.mark.is_outdated else 0), -answer.pk
