"""Decisions about comments: publish or let stand, refuse, take down."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.cms.models import BasePage
from portal.cms.pauses import pause_over
from portal.discussion import clock
from portal.discussion.answers import answer_reports, tell_writer
from portal.discussion.attached import detach
from portal.discussion.models import Comment, Report, Thread, Waiting
from portal.discussion.news import tell_of_change
from portal.discussion.places import place_of
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import appear, disappear, find_thread

from .blocking import BlockTerms, block_writer
from .claiming import let_go, locked
from .queue import Queue


def may_moderate(*, user: AbstractBaseUser | AnonymousUser, thread: Thread) -> bool:
    """Whom the page names; and the programme's staff, for what they may read themselves."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_staff and may_see(user, thread.tokens()):  # type: ignore[attr-defined, union-attr]
        return True
    return looks_after(user=user, page=thread.page.specific)


def may_decide(*, user: AbstractBaseUser | AnonymousUser, comment: Comment) -> bool:
    """As `may_moderate`; what a network left undecided for too long is the staff's too, but a confidential one's."""
    if may_moderate(user=user, thread=comment.thread):
        return True
    if not getattr(user, "is_staff", False) or comment.reminded != Waiting.Reminded.STAFF:
        return False
    place = place_of(comment.thread.page)
    return place is not None and place.specific.may_be_seen_by(user)


def may_read_words(*, user: AbstractBaseUser | AnonymousUser, comment: Comment) -> bool:
    """Whether it waits for this person; what a network left undecided, the staff read once they have taken it."""
    if not comment.is_held() and not comment.reports.open().exists():
        return False
    taken = comment.claimed_by_id == user.pk and comment.claim_ends is not None
    return may_moderate(user=user, thread=comment.thread) or (taken and may_decide(user=user, comment=comment))


def looks_after(*, user: AbstractBaseUser | AnonymousUser, page: BasePage) -> bool:
    """Whether the page names this person among its moderators."""
    return user.is_authenticated and any(person.pk == user.pk for person in page.moderators())


def held_for(user: AbstractBaseUser) -> list[Comment]:
    """The comments that wait for this person's decision before others can read them, the most urgent first."""
    held = Queue(user).comments.held().select_related("thread__page", "author", "parent__author", "claimed_by")
    return list(held.order_by("decide_by", "created_at", "pk"))


@transaction.atomic
def approve(*, comment: Comment, by: AbstractBaseUser) -> Comment:
    """Let a held comment be read and tell its writer; let stand what was reported, and tell who reported it."""
    comment = _for_decision(comment, by)
    if comment.is_published() and not comment.reports.open().exists():
        return comment  # two moderators, one decision
    if not comment.is_held() and not comment.is_published():
        raise NotTaken("Somebody has decided this one already.")
    own = comment.author_id == by.pk
    if own and (comment.suspected or comment.reports.open().exists()):
        raise NotTaken("This is your own text: another moderator has to look at it.")
    if comment.about_own_case:
        raise NotTaken(
            "This is about somebody's own bill or care: it is not published. Refuse it and say who can help."
        )
    if comment.author_id is None and comment.is_held() and (pause := pause_over(comment.thread.page.specific)):
        raise NotTaken(f"{pause.sentence} Guests' comments are published after it.")
    waited, again = comment.is_held(), comment.was_published
    _decide(comment, Comment.State.PUBLISHED, by=by, reason="")
    answer_reports(comment.reports.open(), outcome=Report.Outcome.DISMISSED)
    if waited and again:
        find_thread(comment.thread)
        tell_of_change(comment)
    elif waited:
        appear(comment)
    if waited:
        tell_writer(comment, "discussion/published")
    return comment


@transaction.atomic
def refuse(*, comment: Comment, by: AbstractBaseUser, reason: str, block: BlockTerms | None = None) -> Comment:
    """Do not publish a held comment. Its words are erased; its writer is told why, and may be kept from writing."""
    comment = _for_decision(comment, by)
    if comment.state == Comment.State.REFUSED:
        return comment
    if not comment.is_held():
        raise NotTaken("Somebody has decided this one already.")
    if comment.was_published:
        return remove(comment=comment, by=by, reason=reason, block=block)
    comment.body = ""
    detach(comment)
    _decide(comment, Comment.State.REFUSED, by=by, reason=reason)
    _block(comment, block, by=by, reason=reason)
    tell_writer(comment, "discussion/refused")
    return comment


@transaction.atomic
def remove(*, comment: Comment, by: AbstractBaseUser, reason: str, block: BlockTerms | None = None) -> Comment:
    """Take a published comment down; a tombstone with the reason stays where it stood."""
    own = comment.author_id is not None and comment.author_id == by.pk
    if not own and not may_decide(user=by, comment=comment):
        raise PermissionDenied
    comment = _locked(comment, by)
    if comment.is_removed():
        return comment
    if not comment.is_published() and not (comment.is_held() and comment.was_published):
        raise NotTaken("This comment is not published.")
    detach(comment)
    _decide(comment, Comment.State.REMOVED, by=by, reason=reason)
    _block(comment, block, by=by, reason=reason)
    answer_reports(comment.reports.open(), outcome=Report.Outcome.UPHELD)
    disappear(comment)
    if not own:
        tell_writer(comment, "discussion/removed")
    return comment


def _block(comment: Comment, block: BlockTerms | None, *, by: AbstractBaseUser, reason: str) -> None:
    if block is not None and comment.author is not None:
        block_writer(person=comment.author, reason=reason, by=by, **block)


def _for_decision(comment: Comment, by: AbstractBaseUser) -> Comment:
    comment = _locked(comment, by)
    if not may_decide(user=by, comment=comment):
        raise PermissionDenied
    return comment


def _locked(comment: Comment, by: AbstractBaseUser) -> Comment:
    comment = locked(comment, by=by)
    comment.thread = Thread.objects.select_related("page").get(pk=comment.thread_id)
    return comment


def _decide(comment: Comment, state: str, *, by: AbstractBaseUser, reason: str) -> None:
    comment.state, comment.reason, comment.decided_by, comment.decided_at = state, reason[:300], by, timezone.now()  # type: ignore[assignment]
    comment.save(update_fields=["state", "reason", "body", "decided_by", "decided_at", *let_go(comment)])
    clock.settle(comment.thread)
    page = comment.thread.page_id
    log(actor=by, action=f"discussion/decided_{state}", target=comment, thread=comment.thread_id, page=page)
