"""The same question asked twice: one of the two leads to the other, and nothing that was said is lost."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import reaches_all
from portal.discussion import clock
from portal.discussion.models import Thread
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import find_thread
from portal.notifications.actions import happened
from portal.notifications.models import Follow, Happening
from portal.notifications.querysets import label_of

from .deciding import may_moderate

MERGED = "discussion/merged"


def may_merge(*, user: AbstractBaseUser | AnonymousUser, thread: Thread) -> bool:
    """Whoever looks after the network that it was asked in."""
    talks = thread.kind in (Thread.Kind.QUESTION, Thread.Kind.DISCUSSION)
    return talks and may_moderate(user=user, thread=thread)


def can_merge(*, thread: Thread, into: Thread) -> bool:
    """Only into one that everybody who reads this one may read too, and that leads nowhere else itself."""
    alike = into.pk != thread.pk and into.kind == thread.kind != Thread.Kind.IDEA and into.closed_at is None
    return alike and into.merged_into_id is None and reaches_all(into.tokens(), thread.tokens())


@transaction.atomic
def merge_threads(*, thread: Thread, into: Thread, by: AbstractBaseUser) -> Thread:
    """Close a thread and lead on to another. What was said stays where it is; those who follow, follow the other."""
    rows = Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("page", "created_by")
    both = {row.pk: row for row in rows.filter(pk__in=[thread.pk, into.pk]).order_by("pk")}
    thread, into = both[thread.pk], both[into.pk]
    if not may_merge(user=by, thread=thread):
        raise PermissionDenied
    if thread.merged_into_id is not None:
        raise NotTaken("Somebody has put this one together with another already.")
    if not can_merge(thread=thread, into=into):
        raise NotTaken("Choose an open one that everybody who reads this one may read too.")
    thread.merged_into, thread.merged_at = into, timezone.now()
    thread.save(update_fields=["merged_into", "merged_at"])
    _move_followers(thread, into)
    find_thread(thread)
    log(actor=by, action="discussion/merged", target=thread, into=into.pk, page=thread.page_id)
    _tell(thread, into, by)
    return thread


@transaction.atomic
def unmerge(*, thread: Thread, by: AbstractBaseUser) -> Thread:
    """Let it stand by itself again; a question that nobody answered waits anew. Followers of both stay with both."""
    thread = Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("page").get(pk=thread.pk)
    if not may_merge(user=by, thread=thread):
        raise PermissionDenied
    if thread.merged_into_id is None:
        return thread
    into, thread.merged_into, thread.merged_at = thread.merged_into_id, None, None
    if thread.status == Thread.Status.OPEN:
        thread.refer_at = None  # its clock begins anew
    clock.follow(thread)
    thread.save(update_fields=["merged_into", "merged_at", *clock.OF_THREAD])
    Happening.objects.filter(kind=MERGED, key__startswith=f"{MERGED}:{thread.pk}:").delete()
    find_thread(thread)
    log(actor=by, action="discussion/unmerged", target=thread, into=into, page=thread.page_id)
    return thread


def _move_followers(thread: Thread, into: Thread) -> None:
    """Whoever has chosen already what they hear of the other keeps to that."""
    followers = set(Follow.objects.filter(about=label_of(thread), muted=False).values_list("person", flat=True))
    asker = {thread.created_by_id} if thread.created_by_id is not None else set()
    rows = [Follow(person_id=person, about=label_of(into)) for person in sorted(followers | asker)]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)


def _tell(thread: Thread, into: Thread, by: AbstractBaseUser) -> None:
    happened(
        kind=MERGED,
        about=thread,
        group=thread.page.specific.news_group(),
        title=f"Goes on in “{into.title}”: {thread.title}",
        url=into.get_absolute_url(),
        audience=thread.tokens(),
        key=f"{thread.pk}:{into.pk}",
        to=[thread.created_by] if thread.created_by is not None else [],
        by=by,
        spread=True,
    )
