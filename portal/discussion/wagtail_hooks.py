"""Doors of the Wagtail admin: what the guard holds until a moderator has decided, and the phrases that are watched."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.privacy.editing import SnippetForm

from .models import WatchedPhrase
from .views import looking_after


class WatchedPhrases(SnippetViewSet):
    """Words that a moderator reads first, or about which writers hear something before they send them."""

    model = WatchedPhrase
    icon = "view"
    menu_label = "Watched phrases"
    list_display = ["phrase", "what", "because"]
    list_filter = ["what"]
    search_fields = ["phrase"]
    edit_handler = ObjectList(WatchedPhrase.panels, base_form_class=SnippetForm)


register_snippet(WatchedPhrases)


@hooks.register("register_admin_urls")
def held_by_the_guard() -> list:
    return [path("held-by-the-guard/", looking_after.held_by_the_guard, name="held_by_the_guard")]


class ForStaff(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_staff


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ForStaff("Held by the guard", reverse("held_by_the_guard"), icon_name="warning", order=850)
