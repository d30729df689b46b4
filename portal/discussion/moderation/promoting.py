"""An answer becomes a page: who may put it forward, and what its writer says to that."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from portal.audit.actions import log
from portal.discussion import news
from portal.discussion.models import Comment, Promotion
from portal.notifications.actions import happened

from .marking import may_mark

PROMOTED = "discussion/promoted"


@transaction.atomic
def promote(*, comment: Comment, page: Page, by: AbstractBaseUser, url: str) -> Promotion:
    """Keep that a page came from an answer. It thanks the writer by name, but for those who wrote without one.

    The writer hears of it with the address (`url`) at which they choose.
    """
    thread = comment.thread
    if not may_mark(user=by, thread=thread) or not comment.is_published():
        raise PermissionDenied
    named = comment.author_id is not None and not comment.is_unnamed
    promotion = Promotion.objects.create(comment=comment, page=page, by=by, names_writer=named)
    log(actor=by, action="discussion/promoted", target=comment, thread=thread.pk, page=thread.page_id, draft=page.pk)
    if comment.author is not None:
        happened(
            kind=PROMOTED,
            about=thread,
            group=thread.page.specific.news_group(),
            title=f"Your answer is put forward for the toolbox: {thread.title}",
            excerpt=news.excerpt_of(comment),
            url=url,
            audience=thread.tokens(),
            key=str(comment.pk),
            to=[comment.author],
            by=by,
        )
    return promotion


@transaction.atomic
def choose_credit(*, promotion: Promotion, by: AbstractBaseUser, named: bool) -> None:
    """Whoever wrote the answer says whether the page names them."""
    comment = promotion.comment
    if comment is None or comment.author_id is None or comment.author_id != by.pk:
        raise PermissionDenied
    promotion.names_writer = named
    promotion.save(update_fields=["names_writer"])
    log(actor=by, action="discussion/credit_chosen", target=comment, named=named)
