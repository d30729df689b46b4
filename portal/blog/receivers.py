"""What publishing a post sets off."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from . import news
from .models import PostPage


@receiver(page_published, sender=PostPage, dispatch_uid="blog.tell_of_post")
def tell_of_post(instance: PostPage, revision: Revision | None = None, **kwargs: Any) -> None:
    news.tell(instance, by=revision.user if revision else None)
