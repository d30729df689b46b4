"""What an answer is worth: a colleague's view, checked against an edition, superseded, or not an answer at all."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.audit.actions import log
from portal.cms.audience import reaches_all
from portal.discussion.models import Comment, Mark, Thread
from portal.discussion.refusals import NotTaken
from portal.discussion.standing import Basis, set_standing, settle, tell_of

from .deciding import may_moderate

Standing = Comment.Standing


def may_mark(*, user: AbstractBaseUser | AnonymousUser, thread: Thread) -> bool:
    """The specialist who was asked, those who look after the network, and the programme's staff who read it."""
    if thread.kind != Thread.Kind.QUESTION or not user.is_authenticated:
        return False
    return thread.specialist_id == user.pk or may_moderate(user=user, thread=thread)


def may_thank(*, user: AbstractBaseUser | AnonymousUser, thread: Thread) -> bool:
    """Whoever asked may say which answers helped."""
    asked = thread.kind == Thread.Kind.QUESTION and user.is_authenticated
    return asked and thread.created_by_id is not None and thread.created_by_id == user.pk


def is_answer(comment: Comment) -> bool:
    return Comment.objects.answers_in(comment.thread).filter(pk=comment.pk).exists()


@transaction.atomic
def mark_answer(
    *,
    comment: Comment,
    by: AbstractBaseUser,
    standing: str,
    reason: str = "",
    successor: Comment | None = None,
    basis: Basis | None = None,
) -> Comment:
    """Say what an answer is worth; the mark before it goes. An empty standing takes the mark away.

    Nobody vouches for what they wrote themselves, but may say that it no longer holds.
    """
    comment = _locked(comment)
    if not may_mark(user=by, thread=comment.thread):
        raise PermissionDenied
    if comment.author_id == by.pk and standing in (Standing.PEER, Standing.CHECKED):
        raise NotTaken("You wrote this answer yourself: somebody else has to check it.")
    if standing == Standing.CHECKED and (basis is None or not may_rest_on(thread=comment.thread, page=basis.page)):
        raise NotTaken("Choose a published page that everybody who reads this question may read too.")
    if successor is not None and (successor.pk == comment.pk or not _holds(successor, comment)):
        raise NotTaken("Choose another answer to the same question.")
    return set_standing(comment, by=by, standing=standing, reason=reason, successor=successor, basis=basis)


@transaction.atomic
def say_it_helped(*, comment: Comment, by: AbstractBaseUser, helped: bool = True) -> Comment:
    """Whoever asked says that an answer helped, or that it does not after all. What others marked stays."""
    comment = _locked(comment)
    if not may_thank(user=by, thread=comment.thread):
        raise PermissionDenied
    mark = Mark.objects.filter(comment=comment).first()
    if comment.standing not in (Standing.UNMARKED, Standing.PEER) or (mark is not None and mark.by_id != by.pk):
        raise NotTaken("Somebody who looks after the network has marked this answer already.")
    return set_standing(comment, by=by, standing=Standing.PEER if helped else Standing.UNMARKED)


@transaction.atomic
def note_edition(*, page: Page) -> int:
    """A page was published or taken down: answers that were checked against another edition say so. Safe to repeat.

    Those who check are told once; a page that goes back to the edition of the check makes it good again.
    """
    now = page.specific.edition_now() if page.live else ""
    marks = Mark.objects.filter(page=page.pk, comment__standing=Standing.CHECKED).select_related("by")
    changed = [mark for mark in marks if (mark.edition != now) != mark.is_outdated]
    for mark in changed:
        mark.outdated_at = None if mark.edition == now else timezone.now()
        mark.save(update_fields=["outdated_at"])
        comment = Comment.objects.select_related("thread__page").get(pk=mark.comment_id)
        settle(comment.thread)
        if mark.is_outdated and comment.is_published():
            _tell_those_who_check(comment, mark, now)
    if changed:
        log(actor=None, action="discussion/edition_noted", target=page, marks=len(changed))
    return len(changed)


def may_rest_on(*, thread: Thread, page: Page) -> bool:
    """Whether a page has an edition that everybody who reads the question may read."""
    edition = getattr(page.specific, "edition_now", str)()
    return bool(edition) and reaches_all([row.token for row in page.specific.audience_rows.all()], thread.tokens())


def _locked(comment: Comment) -> Comment:
    """The question's row is the lock. Only answers that may be read are marked."""
    thread = (
        Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("page").get(pk=comment.thread_id)
    )
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    comment.thread = thread
    if not is_answer(comment):
        raise NotTaken("Only an answer to a question can be marked.")
    return comment


def _holds(successor: Comment, comment: Comment) -> bool:
    same = successor.thread_id == comment.thread_id and is_answer(successor)
    return same and successor.standing not in (Standing.SUPERSEDED, Standing.ASIDE)


def _tell_those_who_check(comment: Comment, mark: Mark, edition: str) -> None:
    people = {person.pk: person for person in comment.thread.page.specific.moderators()}
    people |= {mark.by_id: mark.by} if mark.by is not None else {}
    title = f"Check again, there is a newer edition: {comment.thread.title}"
    tell_of(comment, title=title, to=list(people.values()), key=f"{comment.pk}:{edition}")
