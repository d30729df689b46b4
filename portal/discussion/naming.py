"""Whose name stands beside words that somebody wrote without it, and who may know who it was.

`Comment.writer` and `Thread.starter` never give the name away, whoever asks: every list, mail, feed, export and entry
in search takes those. The name itself is `Comment.named`; a page that shows it asks `may_know` first.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.models import BasePage

from .models import Comment, Thread

WITHOUT_ARTICLE = "london"
FOI = (
    "Whoever looks after the network and the programme's staff see who you are. Somebody may ask for it under the "
    "Freedom of Information Act: then what you wrote and your name are both looked at. Names of staff below senior "
    "level are usually left out of an answer, but nobody can promise it."
)


def may_know(*, user: AbstractBaseUser | AnonymousUser, page: BasePage) -> bool:
    """Who learns the name behind words without one: whoever looks after the page, and the programme's staff."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(getattr(user, "is_staff", False)) or any(person.pk == user.pk for person in page.moderators())


def name_behind(comment: Comment, *, user: AbstractBaseUser | AnonymousUser) -> str:
    """Name and title of whoever wrote this without a name, for those who may know; empty for anybody else."""
    if not comment.is_unnamed or not may_know(user=user, page=comment.thread.page.specific):
        return ""
    return ", ".join(filter(None, [comment.named, getattr(comment.author, "byline", "")]))


def role_and_region(user: AbstractBaseUser) -> str:
    """ "An overseas visitor manager in London": what members see instead of a name. Never a trust."""
    region = user.region  # type: ignore[attr-defined]
    where = f" in {'' if region.slug == WITHOUT_ARTICLE else 'the '}{region.name}" if region else ""
    return f"{role_of(user)}{where}"


def role_of(user: AbstractBaseUser) -> str:
    """ "An overseas visitor manager": beside a case, where a region would say too much."""
    role = user.get_role_display() if user.speaks_for_a_trust else "member"  # type: ignore[attr-defined]
    article = "An" if role[0].lower() in "aeiou" else "A"
    return f"{article} {role[0].lower()}{role[1:]}"


def may_go_unnamed(*, user: AbstractBaseUser | AnonymousUser, page: BasePage, thread: Thread | None = None) -> bool:
    """Members may, where a network talks. What the programme's staff say is the programme's word."""
    return bool(user.is_authenticated and not user.is_staff and page.takes_threads) and (  # type: ignore[union-attr, attr-defined]
        thread is None or thread.kind != Thread.Kind.COMMENTS
    )


def is_unnamed_in(thread: Thread, *, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person asked here without a name: then nothing of theirs in the thread has one."""
    return thread.is_unnamed and thread.created_by_id is not None and thread.created_by_id == user.pk
