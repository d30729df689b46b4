"""Verbs of the clock: questions that nobody has answered go to a specialist, and what they miss to the staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from portal.audit.actions import log
from portal.discussion.clock import ANSWER_WITHIN
from portal.discussion.models import Thread
from portal.discussion.rota import fallback_for, specialist_for
from portal.notifications.actions import Recipient, happened, notify
from portal.organisations.working_days import LONDON, is_working_day, moment_after

AT_ONCE = 200  # a minute's work; the rest comes with the next


def refer_due(*, now: datetime) -> int:
    """Ask somebody about each question that is due; how many. Safe to repeat, and by two ticks at once."""
    today = now.astimezone(LONDON).date()
    threads, done = Thread.objects.filter(page__live=True).begun_for_all(), 0
    for key in threads.to_refer(now).values_list("pk", flat=True)[:AT_ONCE]:
        done += refer(key=key, now=now)
    for key in threads.to_escalate(now).values_list("pk", flat=True)[:AT_ONCE]:
        done += escalate(key=key, now=now)
    if is_working_day(today):
        for key in threads.with_somebody_away(today).values_list("pk", flat=True)[:AT_ONCE]:
            done += refer(key=key, now=now, anew=True)
    return done


@transaction.atomic
def refer(*, key: int, now: datetime, anew: bool = False) -> bool:
    """Ask the specialist whose turn it is, or the fallback. `anew`: whoever was asked is away by now."""
    today = now.astimezone(LONDON).date()
    waiting = Thread.objects.with_somebody_away(today) if anew else Thread.objects.to_refer(now)
    thread = _locked(waiting, key)
    if thread is None:
        return False
    specialist = specialist_for(thread, today)
    thread.specialist, thread.referred_at, thread.answer_by = specialist, now, moment_after(now, ANSWER_WITHIN)
    thread.save(update_fields=["specialist", "referred_at", "answer_by"])
    person = specialist.pk if specialist else None
    log(actor=None, action="discussion/referred", target=thread, page=thread.page_id, specialist=person)
    _ask([specialist] if specialist else fallback_for(thread)[0], thread, kind="discussion/referred", now=now)
    _tell_asker(thread, now)
    return True


@transaction.atomic
def escalate(*, key: int, now: datetime) -> bool:
    """The promised time is over: the programme's staff are asked beside the specialist."""
    thread = _locked(Thread.objects.to_escalate(now), key)
    if thread is None:
        return False
    thread.escalated_at, thread.answer_by = now, moment_after(now, ANSWER_WITHIN)
    thread.save(update_fields=["escalated_at", "answer_by"])
    log(actor=None, action="discussion/escalated", target=thread, page=thread.page_id)
    _ask(fallback_for(thread)[0], thread, kind="discussion/escalated", now=now)
    _tell_asker(thread, now)
    return True


def _locked(waiting: Iterable[Thread], key: int) -> Thread | None:
    """The question, if it still waits: two ticks, or a tick and an answer, meet here."""
    rows = waiting.select_for_update(no_key=True, of=("self",))  # type: ignore[attr-defined]
    return rows.select_related("page").filter(pk=key).first()


def _ask(people: Iterable[AbstractBaseUser], thread: Thread, *, kind: str, now: datetime) -> None:
    """What must reach them is a mail; it names the question in its text alone, never in the subject."""
    recipients = [Recipient.of(person) for person in people]  # type: ignore[attr-defined]
    notify(
        recipients=recipients, kind=kind, target=thread, context={"thread": thread}, key=now.isoformat(), about=thread
    )


def _tell_asker(thread: Thread, now: datetime) -> None:
    if thread.created_by is not None:
        happened(
            kind="discussion/referred",
            about=thread,
            title=f"Somebody was asked to answer: {thread.title}",
            url=thread.get_absolute_url(),
            audience=thread.tokens(),
            key=f"{thread.pk}:{now.isoformat()}",
            to=[thread.created_by],
        )
