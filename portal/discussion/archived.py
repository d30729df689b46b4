"""What discussions put into the archive of a network: threads with what was said, as its maker may read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.loader import render_to_string

from portal.files.bundle import Chapter, Row

from .models import Comment, Thread


def chapters(network: Any, user: AbstractBaseUser) -> Iterator[Chapter]:
    threads = (
        Thread.objects.visible_to(user)
        .filter(page__in=network.own_pages())
        .select_related("created_by", "page", "idea")
    )
    columns = ["Title", "Kind", "Status", "Started by", "Started", "Last activity"]
    yield Chapter("discussions", "Discussions", columns, (row(one) for one in threads.order_by("pk").iterator(100)))


def row(thread: Thread) -> Row:
    comments = thread.comments.published() | thread.comments.filter(state=Comment.State.REMOVED)
    comments = comments.select_related("author").prefetch_related("attachments").order_by("created_at", "pk")
    said = [told(one) for one in comments]
    cells = [
        str(thread),
        thread.get_kind_display(),
        status_of(thread),
        starter(thread),
        thread.created_at,
        thread.last_activity,
    ]
    files = [(file.name, file.file) for one in said for file in one["comment"].attachments.all()]
    page = render_to_string("discussion/archive/thread.html", {"thread": thread, "said": said})
    return Row(cells, page=page, files=files)


def status_of(thread: Thread) -> str:
    """How far a question, or an idea, has come."""
    if thread.kind == Thread.Kind.IDEA:
        idea = thread.idea
        return f"{idea.get_state_display()}: {idea.reason}" if idea.reason else idea.get_state_display()
    return thread.get_status_display() if thread.kind == Thread.Kind.QUESTION else ""


def starter(thread: Thread) -> str:
    return "" if thread.kind == Thread.Kind.COMMENTS else thread.starter  # what stands under a page is nobody's


def told(comment: Comment) -> dict[str, Any]:
    return {"comment": comment, "writer": comment.writer, "title": comment.title_then}
