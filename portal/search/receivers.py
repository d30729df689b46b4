"""Doors: when Wagtail publishes, takes down or moves a page, search follows in the same breath."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .actions import put_page, put_pages_below, withdraw_page


@receiver(page_published, dispatch_uid="search.page_published")
def put_published_page(instance: Page, **kwargs: Any) -> None:
    put_page(page=instance)


@receiver(page_unpublished, dispatch_uid="search.page_unpublished")
def withdraw_unpublished_page(instance: Page, **kwargs: Any) -> None:
    """Wagtail also says this of a live page that is about to be deleted."""
    withdraw_page(page=instance)


@receiver([post_page_move, page_slug_changed], dispatch_uid="search.page_address_changed")
def put_pages_at_their_new_address(instance: Page, **kwargs: Any) -> None:
    put_pages_below(page=instance)
