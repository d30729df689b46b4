"""What whoever looks after a discussion does with it: pin it, close it, open it again. Each can be undone."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion import clock, news
from portal.discussion.models import Thread, Turn
from portal.discussion.refusals import NotTaken

from .deciding import may_moderate


@transaction.atomic
def pin(*, thread: Thread, by: AbstractBaseUser, pinned: bool = True) -> Thread:
    """Keep it on top of its network's list, or no longer."""
    thread = locked_thread(thread, by)
    if thread.is_pinned != pinned:
        thread.is_pinned = pinned
        thread.save(update_fields=["is_pinned"])
        note(thread, Turn.What.PINNED if pinned else Turn.What.UNPINNED, by=by)
    return thread


@transaction.atomic
def close(*, thread: Thread, by: AbstractBaseUser, reason: str) -> Thread:
    """From now it can be read, and not answered. Whoever began it hears why."""
    thread = locked_thread(thread, by)
    if not thread.is_closed:
        thread.closed_at = timezone.now()
        thread.save(update_fields=["closed_at"])
        note(thread, Turn.What.CLOSED, by=by, reason=reason)
        news.tell_closed(thread, by=by, reason=reason)
    return thread


@transaction.atomic
def reopen(*, thread: Thread, by: AbstractBaseUser) -> Thread:
    """It can be answered again; a question that nobody has answered begins to wait anew."""
    thread = locked_thread(thread, by)
    if thread.closed_at is None:
        return thread
    thread.closed_at = None
    wait_anew(thread)
    thread.save(update_fields=["closed_at", *clock.OF_THREAD])
    note(thread, Turn.What.REOPENED, by=by)
    news.take_back_closing(thread)
    return thread


def wait_anew(thread: Thread) -> None:
    """A question that is open begins its clock again. Not saved."""
    if thread.waits:
        thread.refer_at = thread.referred_at = thread.answer_by = thread.escalated_at = thread.specialist = None
        clock.follow(thread)


def locked_thread(thread: Thread, by: AbstractBaseUser) -> Thread:
    thread = Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("page").get(pk=thread.pk)
    if thread.kind == Thread.Kind.COMMENTS or not may_moderate(user=by, thread=thread):
        raise PermissionDenied
    if thread.merged_into_id is not None:
        raise NotTaken("This became part of another discussion.")
    return thread


def note(thread: Thread, what: str, *, by: AbstractBaseUser, reason: str = "", **codes: object) -> None:
    """For readers and for the log."""
    Turn.objects.create(thread=thread, what=what, by=by, reason=reason[:300])
    log(actor=by, action=f"discussion/thread_{what}", target=thread, page=thread.page_id, **codes)
