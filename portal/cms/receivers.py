"""What the page kit does when Wagtail publishes or moves a page."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from portal.audit.changes import mark_change

from .models import BasePage
from .pauses import refuse_move


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="cms.mark_change")
def on_page_change(**kwargs: Any) -> None:
    mark_change()


# Wagtail has no signal of its own for a deleted page.
@receiver(post_delete, sender=Page, dispatch_uid="cms.mark_change_after_delete")
def on_page_deleted(**kwargs: Any) -> None:
    mark_change()


@receiver(pre_page_move, dispatch_uid="cms.refuse_move_in_a_pause")
def refuse_move_in_a_pause(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    refuse_move(instance, parent_page_after)


@receiver(post_page_move, dispatch_uid="cms.write_audience_after_move")
def write_audience_after_move(instance: Page, **kwargs: Any) -> None:
    for page in Page.objects.descendant_of(instance, inclusive=True).specific().iterator():
        if isinstance(page, BasePage):
            page.write_audience()
