"""Doors of the Wagtail admin: convenors find and choose only what they may see."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.query import PageQuerySet

from .admin_reach import within_reach


@hooks.register("construct_page_chooser_queryset")
def choose_only_within_reach(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return within_reach(pages, request.user)


@hooks.register("construct_explorer_page_queryset")
def list_only_within_reach(parent_page: object, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return within_reach(pages, request.user)


@hooks.register("construct_reports_menu")
def reports_are_for_staff(request: HttpRequest, menu_items: list) -> None:
    if not request.user.is_staff:
        menu_items.clear()
