"""Doors of the Wagtail admin: what the guard holds until a moderator has decided."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import looking_after


@hooks.register("register_admin_urls")
def held_by_the_guard() -> list:
    return [path("held-by-the-guard/", looking_after.held_by_the_guard, name="held_by_the_guard")]


class ForStaff(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_staff


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ForStaff("Held by the guard", reverse("held_by_the_guard"), icon_name="warning", order=850)
