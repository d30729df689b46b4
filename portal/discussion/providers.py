"""What discussions answer when a lower app asks."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from portal.privacy.holdings import Holding, change_rows

from .models import Comment, Thread


def personal_data() -> list[Holding]:
    return [
        Holding(
            name="Questions and discussions you started",
            table=Thread,
            person=["created_by"],
            show=lambda thread: {
                "title": thread.title,
                "kind": thread.get_kind_display(),
                "started": thread.created_at,
            },
            becomes="Stay, under the name “Former member”.",
        ),
        Holding(
            name="Comments you wrote",
            table=Comment,
            person=["author"],
            emails=["guest_email"],
            others=["decided_by"],
            show=comment,
            becomes="Stay, under the name “Former member”. Comments you wrote as a guest stay as they are: we delete "
            "the address you gave 12 months after you wrote them.",
            close=forget_titles,
            related=["thread__page"],
        ),
    ]


def comment(row: Comment) -> dict[str, Any]:
    said = {
        "on": row.thread.title or row.thread.page.title,
        "text": row.body,
        "state": row.get_state_display(),
        "written": row.created_at,
        "job title then": row.author_title,
    }
    if row.author_id is None:
        said |= {"as a guest named": row.guest_name, "email": row.guest_email, "capacity": row.guest_capacity}
    return said


def forget_titles(holding: Holding, person: AbstractBaseUser) -> int:
    """The job title of a small trust names somebody. A reply of the programme keeps its office."""
    titled = Comment.objects.filter(author=person.pk, is_staff_reply=False).exclude(author_title="")
    forgotten = change_rows(titled, author_title="")
    return forgotten + change_rows(Comment.objects.filter(author=person.pk, wants_replies=True), wants_replies=False)
