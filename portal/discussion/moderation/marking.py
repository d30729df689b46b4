"""What an answer is worth: a colleague's view, checked against an edition, superseded, or not an answer at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.audit.actions import log
from portal.cms.audience import reaches_all
from portal.discussion import clock, news
from portal.discussion.models import Comment, Mark, Thread
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import find_thread
from portal.notifications.actions import happened

from .deciding import may_moderate

Standing = Comment.Standing
WHAT_HAPPENED = {
    Standing.PEER: "An answer was found helpful",
    Standing.CHECKED: "An answer was checked against guidance",
    Standing.SUPERSEDED: "An answer no longer holds",
}


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What an answer was checked against: a page as it is published now, and perhaps where in it."""

    page: Page
    paragraph: str = ""


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
    return _mark(comment, by=by, standing=standing, reason=reason, successor=successor, basis=basis)


@transaction.atomic
def say_it_helped(*, comment: Comment, by: AbstractBaseUser, helped: bool = True) -> Comment:
    """Whoever asked says that an answer helped, or that it does not after all. What others marked stays."""
    comment = _locked(comment)
    if not may_thank(user=by, thread=comment.thread):
        raise PermissionDenied
    mark = Mark.objects.filter(comment=comment).first()
    if comment.standing not in (Standing.UNMARKED, Standing.PEER) or (mark is not None and mark.by_id != by.pk):
        raise NotTaken("Somebody who looks after the network has marked this answer already.")
    return _mark(comment, by=by, standing=Standing.PEER if helped else Standing.UNMARKED)


@transaction.atomic
def lapse(*, comment: Comment) -> None:
    """What was vouched for has changed since: the words are marked no more."""
    if comment.standing in (Standing.PEER, Standing.CHECKED):
        _mark(comment, by=None, standing=Standing.UNMARKED)


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
        _settle(comment.thread)
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


def _mark(
    comment: Comment,
    *,
    by: AbstractBaseUser | None,
    standing: str,
    reason: str = "",
    successor: Comment | None = None,
    basis: Basis | None = None,
) -> Comment:
    Mark.objects.filter(comment=comment).delete()
    comment.standing = standing  # type: ignore[assignment]
    comment.save(update_fields=["standing"])
    if standing:
        given = {"page": basis.page, "edition": basis.page.specific.edition_now()} if basis else {}
        given |= {"paragraph": basis.paragraph[:80]} if basis else {}
        Mark.objects.create(comment=comment, by=by, reason=reason[:300], successor=successor, **given)  # type: ignore[misc]
    log(
        actor=by,
        action=f"discussion/marked_{standing or 'no_more'}",
        target=comment,
        thread=comment.thread_id,
        page=comment.thread.page_id,
        basis=basis.page.pk if basis else None,
        successor=successor.pk if successor else None,
    )
    _settle(comment.thread)
    _tell(comment, by)
    return comment


def _settle(thread: Thread) -> None:
    clock.settle(thread)
    find_thread(thread)


def _tell(comment: Comment, by: AbstractBaseUser | None) -> None:
    """Its writer, whoever asked, and of what counts for all those who follow; only of the mark that it has now."""
    news.of_marks(comment).delete()
    said = WHAT_HAPPENED.get(comment.standing)  # type: ignore[call-overload]
    if said is None:
        return
    people = {person.pk: person for person in (comment.author, comment.thread.created_by) if person is not None}
    title, key = f"{said}: {comment.thread.title}", f"{comment.pk}:{comment.standing}"
    spread = comment.standing in (Standing.CHECKED, Standing.SUPERSEDED)
    _happened(comment, title=title, to=list(people.values()), by=by, key=key, spread=spread)


def _tell_those_who_check(comment: Comment, mark: Mark, edition: str) -> None:
    people = {person.pk: person for person in comment.thread.page.specific.moderators()}
    people |= {mark.by_id: mark.by} if mark.by is not None else {}
    title = f"Check again, there is a newer edition: {comment.thread.title}"
    _happened(comment, title=title, to=list(people.values()), key=f"{comment.pk}:{edition}")


def _happened(
    comment: Comment,
    *,
    title: str,
    to: list[AbstractBaseUser],
    key: str,
    by: AbstractBaseUser | None = None,
    spread: bool = False,
) -> None:
    happened(
        kind=news.MARKED,
        about=comment.thread,
        group=comment.thread.page.specific.news_group(),
        title=title,
        excerpt=news.excerpt_of(comment),
        url=comment.get_absolute_url(),
        audience=comment.thread.tokens(),
        key=key,
        to=to,
        by=by,
        spread=spread,
    )
