"""Which pages somebody meets in the Wagtail admin: what they may read, what they look after, and the way there."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q
from django.http import QueryDict
from django.urls import ResolverMatch
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from portal.cms.querysets import visible_pages


def within_reach(pages: PageQuerySet, user: AbstractBaseUser) -> PageQuerySet:
    """Of these pages, those the portal shows to this person or that they may edit; staff meet everything."""
    if getattr(user, "is_staff", False):
        return pages
    readable = visible_pages(pages.model.objects.all(), user).order_by().values("pk")
    editable = PagePermissionPolicy().explorable_instances(user).order_by().values("pk")
    return pages.filter(Q(pk__in=readable) | Q(pk__in=editable))


# What an address of the admin calls a page.
PAGE_WORDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
CHOOSERS = {"wagtaildocs_chooser": get_document_model, "wagtailimages_chooser": get_image_model}


def address_within_reach(match: ResolverMatch, *, asked: QueryDict, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether an address of the admin names only what this person may meet there. Staff meet everything.

    Wagtail checks what somebody may *do*; its choosers, bulk actions and reports still tell titles of what they may
    not see. This is asked before any of its views.
    """
    if getattr(user, "is_staff", False) or not user.is_authenticated:
        return True  # nobody without an account passes Wagtail's own door
    if match.namespace == "wagtailadmin_reports":
        return False
    pages = {match.kwargs[word] for word in PAGE_WORDS if word in match.kwargs}
    if match.url_name == "wagtailadmin_choose_page_chosen_multiple":
        pages |= set(asked.getlist("id"))
    if match.url_name == "wagtail_bulk_action":
        return bulk_within_reach(match, asked=asked, user=user)
    if match.namespace in CHOOSERS:
        chosen = {str(value) for value in match.kwargs.values()} | set(asked.getlist("id"))
        return files_within_reach(CHOOSERS[match.namespace](), chosen, user)
    return pages_within_reach(pages, user)


def bulk_within_reach(match: ResolverMatch, *, asked: QueryDict, user: AbstractBaseUser) -> bool:
    ids = set(asked.getlist("id"))
    if "all" in ids:
        return False
    for model in (get_document_model(), get_image_model()):
        if (match.kwargs["app_label"], match.kwargs["model_name"]) == (model._meta.app_label, model._meta.model_name):
            return files_within_reach(model, ids, user)
    return pages_within_reach(ids, user)


def pages_within_reach(ids: Iterable[object], user: AbstractBaseUser) -> bool:
    """Whether all of these pages are within reach. The root of the tree is nobody's secret."""
    wanted = numbers(ids)
    return (
        not wanted
        or not Page.objects.filter(pk__in=wanted, depth__gt=1)
        .exclude(pk__in=within_reach(Page.objects.all(), user).order_by().values("pk"))
        .exists()
    )


def files_within_reach(model: type[Model], ids: Iterable[object], user: AbstractBaseUser) -> bool:
    wanted = numbers(ids)
    if not wanted:
        return True
    policy = policy_registry.get_by_type(model)
    mine = policy.instances_user_has_any_permission_for(user, {"change", "choose"}).order_by().values("pk")
    return not model._default_manager.filter(pk__in=wanted).exclude(pk__in=mine).exists()


def numbers(ids: Iterable[object]) -> set[int]:
    return {int(str(number)) for number in ids if str(number).isdecimal() and len(str(number)) < 18}
