"""The standing of an answer: written, settled for its question, and told."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from wagtail.models import Page

from portal.audit.actions import log
from portal.notifications.actions import happened

from . import clock, news
from .models import Comment, Mark, Thread
from .telling import find_thread

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


@transaction.atomic
def set_standing(
    comment: Comment,
    *,
    by: AbstractBaseUser,
    standing: str,
    reason: str = "",
    successor: Comment | None = None,
    basis: Basis | None = None,
) -> Comment:
    """The mark before it goes, with what was told of it. The caller has asked who may, and holds the thread's row."""
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
    settle(comment.thread)
    _tell(comment, by)
    return comment


def settle(thread: Thread) -> None:
    clock.settle(thread)
    find_thread(thread)


def _tell(comment: Comment, by: AbstractBaseUser) -> None:
    """Its writer, whoever asked, and of what counts for all those who follow; only of the mark that it has now."""
    news.of_marks(comment).delete()
    said = WHAT_HAPPENED.get(comment.standing)  # type: ignore[call-overload]
    if said is None:
        return
    people = {person.pk: person for person in (comment.author, comment.thread.created_by) if person is not None}
    title, key = f"{said}: {comment.thread.title}", f"{comment.pk}:{comment.standing}"
    spread = comment.standing in (Standing.CHECKED, Standing.SUPERSEDED)
    tell_of(comment, title=title, to=list(people.values()), by=by, key=key, spread=spread)


def tell_of(
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
