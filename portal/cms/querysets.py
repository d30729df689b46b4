"""Reads of pages, as words."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from .audience import tokens_of


def visible_pages(pages: PageQuerySet, user: AbstractBaseUser | AnonymousUser) -> PageQuerySet:
    """Of these pages of any type, the live ones this person may see."""
    audience = pages.model._meta.apps.get_model("cms", "PageAudience").objects
    shared = audience.filter(page=models.OuterRef("pk"), token__in=tokens_of(user))
    return pages.live().filter(models.Exists(shared))


class BasePageQuerySet(PageQuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> BasePageQuerySet:
        """Live, and for this person."""
        return visible_pages(self, user)

    def about(self, topics: Iterable[str]) -> BasePageQuerySet:
        """Carrying any of these topics (slugs). taggit cannot filter through an abstract base; this can."""
        return self.filter(
            models.Exists(
                self.model._meta.apps.get_model("cms", "PageTopic").objects.filter(
                    content_object_id=models.OuterRef("pk"), tag__slug__in=list(topics)
                )
            )
        )


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
