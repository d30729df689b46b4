"""Comments to test with."""

from __future__ import annotations

from typing import Any

from portal.cms.models import BasePage
from portal.discussion import actions
from portal.discussion.models import Comment, Thread

from .users import UserFactory


def make_guest(**words: str) -> actions.Guest:
    return actions.Guest(**({"name": "Gwen Guest", "email": "gwen@public.example", "capacity": "NHS employee"} | words))


def say(page: BasePage, body: str = "Good news.", *, user: Any = None, **given: Any) -> Comment:
    """A member's comment, through the door that everybody uses."""
    return actions.comment(page=page, user=user or UserFactory(), body=body, **given)


def fill(page: BasePage, number: int) -> list[Comment]:
    """Many published comments at once."""
    thread = actions.comments_of(page)
    author = UserFactory()
    return Comment.objects.bulk_create(
        [Comment(thread=thread, author=author, body=f"Comment {n}", author_title="OVM") for n in range(number)]
    )


def fill_thread(thread: Thread, number: int, *, author: Any = None) -> list[Comment]:
    """Many published comments in a question or discussion; each third answers the one before."""
    author = author or UserFactory()
    said = Comment.objects.bulk_create(
        [Comment(thread=thread, author=author, body=f"Comment {n}", author_title="OVM") for n in range(number)]
    )
    for before, answer in zip(said[1::3], said[2::3], strict=False):
        answer.parent = before
    Comment.objects.bulk_update(said[2::3], ["parent"])
    return said
