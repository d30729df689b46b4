"""Doors of the Wagtail admin: hospital numbers of trusts, what the guard found, what is kept for how long."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import guard
from .actions.purging import MAY_PURGE
from .editing import SnippetForm
from .models import LocalPattern
from .views import findings
from .views.retention import retention


class HospitalNumbers(SnippetViewSet):
    """How each trust's hospital numbers look."""

    model = LocalPattern
    icon = "lock"
    menu_label = "Hospital numbers"
    list_display = ["organisation", "label", "mask"]
    edit_handler = ObjectList(LocalPattern.panels, base_form_class=SnippetForm)


register_snippet(HospitalNumbers)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_is_unclear(request: HttpRequest, page: Page) -> None:
    guard.warn(request)


@hooks.register("register_admin_urls")
def report_of_the_guard() -> list:
    return [path("reports/guard/", findings.report, name="guard_report")]


class ForStaff(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_staff


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return ForStaff("What the guard found", reverse("guard_report"), icon_name="warning", order=900)


class RetentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_PURGE)


@hooks.register("register_reports_menu_item")
def retention_menu_item() -> MenuItem:
    return RetentionMenuItem("Retention", reverse("retention"), name="retention", icon_name="bin", order=1020)


@hooks.register("register_admin_urls")
def retention_urls() -> list[URLPattern]:
    return [path("reports/retention/", retention, name="retention")]


@hooks.register("register_permissions")
def retention_permission() -> QuerySet[Permission]:
    """A group may be given the right to purge."""
    return Permission.objects.filter(content_type__app_label="privacy", codename="add_purgerun")
