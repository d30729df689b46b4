"""What the portal knows of somebody who is about to write: whether they may, and whether a moderator reads it first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.models import Page

from portal.users.knowing import known

from .holding import FIRST_COMMENTS
from .models import Block, Comment


@dataclass(frozen=True)
class Writer:
    block: Block | None = None
    is_newcomer: bool = False


def writer_of(*, user: AbstractBaseUser | AnonymousUser, page: Page) -> Writer:
    """One query for whoever may write; one more for whoever may not."""
    if not user.is_authenticated:
        return Writer()
    said = Comment.objects.published().filter(author=models.OuterRef("pk")).order_by()
    people = get_user_model()._default_manager.filter(pk=user.pk)
    known_here, said_much, block = people.values_list(
        models.Case(models.When(known(), then=True), default=False, output_field=models.BooleanField()),
        models.Subquery(said.values("author").annotate(number=models.Count("pk")).values("number")),
        models.Subquery(Block.objects.on(user, page).values("pk")[:1]),
    ).get()
    return Writer(
        block=Block.objects.select_related("page").get(pk=block) if block else None,
        is_newcomer=not known_here and (said_much or 0) < FIRST_COMMENTS,
    )
