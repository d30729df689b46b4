"""The comments of a thread in reading order: replies under what they answer, depth capped, a slice at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from wagtail.models import Page

from .editing import is_editable
from .models import Attachment, Comment, Thread

DEEPEST = 3
SLICE = 60


@dataclass(frozen=True)
class Place:
    """Where a comment stands."""

    pk: int
    depth: int


class Conversation:
    """What one person may read in a thread. Two queries, whatever its length."""

    def __init__(
        self,
        thread: Thread | None = None,
        *,
        user: AbstractBaseUser | AnonymousUser,
        page: Page | None = None,
        since: datetime | None = None,
    ) -> None:
        """Of a thread that the person may read, or of the comments under a page: those they may read.

        What others said later than `since` is new to them.
        """
        self.user, self.since = user, since
        if thread is not None:
            self.comments = thread.comments.all()
        else:
            under = Thread.objects.visible_to(user).filter(page_id=page.pk if page else None, kind=Thread.Kind.COMMENTS)
            self.comments = Comment.objects.filter(thread__in=under)

    @cached_property
    def rows(self) -> list[Any]:
        """Every comment that is shown, in the order of time: one light query."""
        shown = self.comments.shown_to(self.user).with_time()
        return list(shown.values_list("pk", "parent_id", "state", "author_id", "readable_at", named=True))

    @cached_property
    def new(self) -> list[int]:
        """The keys of what is new, in reading order: what others said, since there is a time to count from."""
        if self.since is None:
            return []
        told = (row for row in self.rows if row.state == Comment.State.PUBLISHED and row.author_id != self.user.pk)
        keys = {row.pk for row in told if row.readable_at > self.since}
        return [place.pk for place in self.places if place.pk in keys]

    @property
    def kept(self) -> str:
        """What an address within the thread ends with, so that what is new stays new during a visit."""
        return f"&since={self.since.timestamp()}" if self.since else ""

    @property
    def first_new(self) -> str:
        """Where the first new comment stands."""
        return f"?comments={self.slice_of(self.new[0])}{self.kept}#comment-{self.new[0]}" if self.new else ""

    @cached_property
    def count(self) -> int:
        """How many comments are published (tombstones do not count)."""
        return sum(row.state == Comment.State.PUBLISHED for row in self.rows)

    @cached_property
    def places(self) -> list[Place]:
        """Every comment with its depth, in reading order."""
        shown = {row.pk for row in self.rows}
        below: dict[int | None, list[int]] = {}
        for row in self.rows:
            below.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row.pk)
        places, waiting = [], [(pk, 0) for pk in reversed(below.get(None, []))]
        while waiting:  # not recursive: a chain of a thousand replies is only deep on paper
            pk, depth = waiting.pop()
            places.append(Place(pk, min(depth, DEEPEST)))
            waiting += [(reply, depth + 1) for reply in reversed(below.get(pk, []))]
        return places

    def slice(self, number: object) -> object:
        """A page of comments, each with its `depth`; any number answers."""
        page = Paginator(self.places, SLICE).get_page(number)
        depths = {place.pk: place.depth for place in page.object_list}
        found = Comment.objects.filter(pk__in=depths).with_what_is_shown(self.user)
        comments = {comment.pk: comment for comment in found} if depths else {}
        page.object_list = [comments[pk] for pk in depths if pk in comments]
        new = set(self.new)
        for comment in page.object_list:
            comment.depth, comment.is_new = depths[comment.pk], comment.pk in new
            comment.is_editable = is_editable(comment, user=self.user)
            comment.files = [
                Attachment(pk=pk, name=name, size=size) for pk, name, size in sorted(comment.files_kept or [])
            ]
        return page

    def slice_of(self, key: int) -> int | None:
        """The number of the slice that the comment with this key stands in."""
        for index, place in enumerate(self.places):
            if place.pk == key:
                return index // SLICE + 1
        return None
