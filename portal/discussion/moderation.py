"""Verbs of those who look after comments: publish, refuse, remove."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.cms.models import BasePage
from portal.notifications.actions import Recipient, notify

from .models import Comment, Thread
from .refusals import NotTaken
from .telling import appear, find_thread


def may_moderate(*, user: AbstractBaseUser | AnonymousUser, thread: Thread) -> bool:
    """Whom the page names; and the programme's staff, for what they may read themselves."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_staff and may_see(user, thread.tokens()):  # type: ignore[attr-defined, union-attr]
        return True
    return looks_after(user=user, page=thread.page.specific)


def looks_after(*, user: AbstractBaseUser | AnonymousUser, page: BasePage) -> bool:
    """Whether the page names this person among its moderators."""
    return user.is_authenticated and any(person.pk == user.pk for person in page.moderators())


def held_for(user: AbstractBaseUser) -> list[Comment]:
    """The comments that wait for this person's decision, oldest first."""
    held = Comment.objects.held()
    pages = Page.objects.filter(threads__comments__in=held).distinct().specific()
    looked_after = {page.pk for page in pages if looks_after(user=user, page=page)}
    waiting = held.select_related("thread__page", "author", "parent__author").prefetch_related(
        "thread__page__audience_rows"
    )
    staff = getattr(user, "is_staff", False)
    return [
        comment
        for comment in waiting
        if comment.thread.page_id in looked_after or (staff and may_see(user, comment.thread.tokens()))
    ]


@transaction.atomic
def approve(*, comment: Comment, by: AbstractBaseUser) -> Comment:
    """Let a held comment be read, tell its writer, and tell whoever it answers."""
    comment = _for_decision(comment, by)
    if comment.is_published():
        return comment  # two moderators, one decision
    if not comment.is_held():
        raise NotTaken("Somebody has decided this one already.")
    if comment.suspected and comment.author_id == by.pk:
        raise NotTaken("This is your own text: another moderator has to look at it.")
    if comment.about_own_case:
        raise NotTaken(
            "This is about somebody's own bill or care: it is not published. Refuse it and say who can help."
        )
    _decide(comment, Comment.State.PUBLISHED, by=by, reason="")
    appear(comment)
    _tell_writer(comment, "discussion/published")
    return comment


@transaction.atomic
def refuse(*, comment: Comment, by: AbstractBaseUser, reason: str) -> Comment:
    """Do not publish a held comment. Its words are erased; its writer is told why."""
    comment = _for_decision(comment, by)
    if comment.state == Comment.State.REFUSED:
        return comment
    if not comment.is_held():
        raise NotTaken("Somebody has decided this one already.")
    comment.body = ""
    _decide(comment, Comment.State.REFUSED, by=by, reason=reason)
    _tell_writer(comment, "discussion/refused")
    return comment


@transaction.atomic
def remove(*, comment: Comment, by: AbstractBaseUser, reason: str) -> Comment:
    """Take a published comment away; a tombstone with the reason stays where it stood."""
    comment = _locked(comment)
    own = comment.author_id is not None and comment.author_id == by.pk
    if not own and not may_moderate(user=by, thread=comment.thread):
        raise PermissionDenied
    if comment.is_removed():
        return comment
    if not comment.is_published():
        raise NotTaken("This comment is not published.")
    _decide(comment, Comment.State.REMOVED, by=by, reason=reason)
    find_thread(comment.thread)
    if not own:
        _tell_writer(comment, "discussion/removed")
    return comment


def _for_decision(comment: Comment, by: AbstractBaseUser) -> Comment:
    locked = _locked(comment)
    if not may_moderate(user=by, thread=locked.thread):
        raise PermissionDenied
    return locked


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("thread__page")
    return rows.get(pk=comment.pk)


def _decide(comment: Comment, state: str, *, by: AbstractBaseUser, reason: str) -> None:
    comment.state, comment.reason, comment.decided_by, comment.decided_at = state, reason[:300], by, timezone.now()  # type: ignore[assignment]
    comment.save(update_fields=["state", "reason", "body", "decided_by", "decided_at"])
    log(actor=by, action=f"discussion/comment_{state}", target=comment, thread=comment.thread_id)


def _tell_writer(comment: Comment, kind: str) -> None:
    email = comment.author.email if comment.author else comment.guest_email
    if not email:
        return
    recipient = Recipient(email, comment.writer, comment.author)
    context = {"comment": comment, "thread_title": comment.thread.title or comment.thread.page.title}
    notify(recipients=[recipient], kind=kind, target=comment, context=context)
