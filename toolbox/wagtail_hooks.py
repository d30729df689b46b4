"""Doors of the Wagtail admin: from a tool that is being written to its readers' comments."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from .models import DraftForComment, EntryPage


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
