"""Which pages somebody meets in the Wagtail admin: what they may read, what they look after, and the way there."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from portal.cms.querysets import visible_pages


def within_reach(pages: PageQuerySet, user: AbstractBaseUser) -> PageQuerySet:
    """Of these pages, those the portal shows to this person or that they may edit; staff meet everything."""
    if getattr(user, "is_staff", False):
        return pages
    readable = visible_pages(pages.model.objects.all(), user).order_by().values("pk")
    editable = PagePermissionPolicy().explorable_instances(user).order_by().values("pk")
    return pages.filter(Q(pk__in=readable) | Q(pk__in=editable))
