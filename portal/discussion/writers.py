"""What the portal knows of somebody who is about to write: whether they may, and whether a moderator reads it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.models import Page

from portal.cms.models import BasePage
from portal.users.knowing import known

from .holding import FIRST_COMMENTS
from .models import Block, Comment, Thread
from .naming import is_unnamed_in, may_go_unnamed, role_and_region


@dataclass(frozen=True)
class Writer:
    block: Block | None = None
    is_newcomer: bool = False


def writer_of(*, user: AbstractBaseUser | AnonymousUser, page: Page) -> Writer:
    """One query for whoever may write; one more for whoever may not."""
    if not user.is_authenticated:
        return Writer()
    said = Comment.objects.published().filter(author=models.OuterRef("pk")).order_by()
    people = (
        get_user_model()
        ._default_manager.select_related("trust__region")
        .annotate(
            known_here=models.Case(models.When(known(), then=True), default=False, output_field=models.BooleanField()),
            said_much=models.Subquery(said.values("author").annotate(number=models.Count("pk")).values("number")),
            block=models.Subquery(Block.objects.on(user, page).values("pk")[:1]),
        )
    )
    person = people.get(pk=user.pk)
    user.trust = person.trust  # type: ignore[union-attr, attr-defined]  # its region stands in what a form offers
    return Writer(
        block=Block.objects.select_related("page").get(pk=person.block) if person.block else None,
        is_newcomer=not person.known_here and (person.said_much or 0) < FIRST_COMMENTS,
    )


def offered_in(thread: Thread | None, *, user: AbstractBaseUser | AnonymousUser, page: BasePage) -> dict[str, Any]:
    """What the form of a comment offers in a thread of members: files, and not to be named."""
    takes_files = {"takes_files": thread is not None and thread.kind != Thread.Kind.COMMENTS}
    if thread is None or not may_go_unnamed(user=user, page=page, thread=thread) or is_unnamed_in(thread, user=user):
        return takes_files
    before = thread.comments.filter(author=user.pk).order_by("-pk").values_list("is_unnamed", flat=True).first()
    named = {"unnamed_as": role_and_region(user), "initial": {"without_name": bool(before)}}  # type: ignore[arg-type]
    return takes_files | named


def place_of_form(*, page: Page, thread: Thread | None = None, parent: Comment | None = None) -> str:
    """The name of a form of comments, for the draft of whoever writes in it."""
    if parent is not None:
        return f"reply:{parent.pk}"
    return f"page:{page.pk}" if thread is None or thread.kind == Thread.Kind.COMMENTS else f"thread:{thread.pk}"
