"""Comments to test with."""

from __future__ import annotations

from typing import Any

from portal.cms.models import BasePage
from portal.discussion import actions
from portal.discussion.models import Comment

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
