"""How far a question has come, and when somebody is asked to answer it: follows from what is said in it."""

from __future__ import annotations

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
    standings = set(Comment.objects.answers_in(thread).values_list("standing", flat=True).order_by().distinct())
    standings.discard(Comment.Standing.ASIDE)
    if Comment.Standing.CHECKED in standings:
        return Thread.Status.CHECKED
    if standings - {Comment.Standing.SUPERSEDED}:
        return Thread.Status.ANSWERED
    return Thread.Status.SUPERSEDED if standings else Thread.Status.OPEN


def best_answer(thread: Thread) -> Comment | None:
    """What to read first: the checked answer, the latest; else the one that whoever asked found helpful."""
    if thread.status not in (Thread.Status.CHECKED, Thread.Status.ANSWERED):
        return None
    answers = Comment.objects.answers_in(thread).select_related("author", "mark")
    worth = (Comment.Standing.CHECKED, Comment.Standing.PEER)
    marked = sorted(answers.filter(standing__in=worth), key=lambda one: (worth.index(one.standing), -one.pk))
    return marked[0] if marked else None
