"""What becomes of news when its page is taken down, comes back or moves."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.cms.models import BasePage

from .actions import keep_in_sight


@receiver([page_published, page_unpublished], dispatch_uid="notifications.keep_in_sight")
def keep_news_in_sight(instance: Page, **kwargs: Any) -> None:
    if isinstance(page := instance.specific, BasePage):
        keep_in_sight(page=page)


@receiver(post_page_move, dispatch_uid="notifications.keep_in_sight_after_move")
def keep_news_in_sight_after_move(instance: Page, **kwargs: Any) -> None:
    for page in Page.objects.descendant_of(instance, inclusive=True).specific().iterator():
        if isinstance(page, BasePage):
            keep_in_sight(page=page)
