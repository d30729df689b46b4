"""Doors of the Wagtail admin: from a tool that is being written to its readers' comments."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from .actions import note_term, note_term_gone
from .models import DraftForComment, EntryPage, Term
from .receipts import may_ask


@hooks.register("register_page_header_buttons")
def comments_on_a_draft(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page, EntryPage) or not page.pk or not page.permissions_for_user(user).can_edit():
        return
    draft = DraftForComment.objects.filter(entry=page, closed_at=None).first()
    if draft is not None:
        yield Button("Comments on the draft", draft.get_absolute_url(), icon_name="comment", priority=60)
    else:
        yield Button(
            "Open for comment", reverse("toolbox:open_draft", args=[page.pk]), icon_name="comment", priority=60
        )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def note_written_term(request: HttpRequest, instance: object) -> None:
    if isinstance(instance, Term):
        note_term(term=instance, by=request.user)


@hooks.register("before_delete_snippet")
def note_deleted_term(request: HttpRequest, instances: list[object]) -> None:
    for instance in instances:
        if isinstance(instance, Term) and request.method == "POST":
            note_term_gone(term=instance, by=request.user)


@hooks.register("register_page_header_buttons")
def ask_people_to_read(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if isinstance(page, EntryPage) and page.pk and page.live and may_ask(user, page):
        yield Button(
            "Ask people to read", reverse("toolbox:ask_to_read", args=[page.pk]), icon_name="tick", priority=70
        )
