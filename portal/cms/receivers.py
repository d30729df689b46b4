"""What the page kit does when Wagtail moves a page: the whole subtree asks again who may see it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import BasePage


@receiver(post_page_move, dispatch_uid="cms.write_audience_after_move")
def write_audience_after_move(instance: Page, **kwargs: Any) -> None:
    for page in Page.objects.descendant_of(instance, inclusive=True).specific().iterator():
        if isinstance(page, BasePage):
            page.write_audience()
