"""Whom a comment names with an @, and whom it may: those who may read it, and let its writer find their name."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import models
from django.db.models.functions import Concat, Lower

from portal.cms.audience import holding

from .models import Comment, Mention, Thread
from .text import as_words

# "@Ruth Bell" and what follows: where the name ends, the names of people say.
NAMED = re.compile(r"(?<![\w@])@([^\W\d_][\w'\u2019.\-]*(?:[ \t][^\W\d_][\w'\u2019.\-]*){1,4})")
MOST = 10  # so many people a comment may call
SUGGESTED = 8
A_MINUTE, MOST_A_MINUTE = 60, 60  # more than anybody types


def may_be_mentioned(thread: Thread, *, by: AbstractBaseUser) -> Any:
    """People who may read the thread and show their name to this person, but for those who want nothing of theirs."""
    people = get_user_model()._default_manager.listed_for(by)  # type: ignore[attr-defined]
    readers = people.filter(holding(thread.tokens()), is_active=True).exclude(pk=by.pk)
    return readers.exclude(blockings__blocked=by.pk)


def suggested(thread: Thread, *, by: AbstractBaseUser, begins: str) -> list[AbstractBaseUser]:
    """Whom somebody may mean who has typed so far; those who speak here under their name first."""
    words = begins.lower().split()
    if not words:
        return []
    here = Comment.objects.published().filter(thread=thread.pk, author=models.OuterRef("pk"), is_unnamed=False)
    found = _with_names(may_be_mentioned(thread, by=by)).annotate(speaks=models.Exists(here))
    found = found.filter(models.Q(whole__startswith=" ".join(words)) | models.Q(last_name__istartswith=" ".join(words)))
    return list(found.order_by("-speaks", "last_name", "first_name", "pk")[:SUGGESTED])


def asks_too_often(user: AbstractBaseUser) -> bool:
    """Whether somebody asks for names as no typing does: the names of a network are not read out letter by letter."""
    key = f"mentions-asked:{user.pk}"
    cache.add(key, 0, A_MINUTE)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # the minute ended between the two
        return False


def mention_people(comment: Comment) -> list[AbstractBaseUser]:
    """Note whom its words name, and only them; who they are."""
    by = comment.author
    typed = typed_names(comment.body) if by is not None else {}
    people = list(_with_names(may_be_mentioned(comment.thread, by=by)).filter(whole__in=typed)[:MOST]) if typed else []  # type: ignore[arg-type]
    comment.mentions.exclude(person__in=people).delete()
    Mention.objects.bulk_create(
        [Mention(comment=comment, person=person, name=typed[person.whole]) for person in people],  # type: ignore[attr-defined]
        ignore_conflicts=True,
    )
    return people


def named(typed: str, *, thread: Thread, by: AbstractBaseUser) -> list[AbstractBaseUser]:
    """Who is meant by a name that stands alone, as of whoever should answer: one person, or nobody."""
    name = " ".join(typed.removeprefix("@").split()).lower()
    found = list(_with_names(may_be_mentioned(thread, by=by)).filter(whole=name)[:2]) if name else []
    return found if len(found) == 1 else []


def typed_names(body: str) -> dict[str, str]:
    """All that may be a name after an @, in small letters, with how it was typed."""
    names: dict[str, str] = {}
    for match in list(NAMED.finditer(as_words(body)))[:MOST]:
        words = match[1].split()
        for number in range(2, len(words) + 1):
            name = " ".join(words[:number])
            for typed in (name, name.rstrip(".'\u2019-")):
                names[typed.lower()] = typed
    return names


def _with_names(people: Any) -> Any:
    return people.annotate(whole=Lower(Concat("first_name", models.Value(" "), "last_name")))
