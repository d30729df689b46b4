"""Doors of the editors' side to the log."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from . import permissions
from .reports import LogReport


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("audit.view_logentry")


@hooks.register("register_reports_menu_item")
def audit_log_menu_item() -> MenuItem:
    return LogMenuItem("Audit log", reverse("audit_log"), name="audit-log", icon_name="history", order=1010)


@hooks.register("register_admin_urls")
def audit_log_urls() -> list[URLPattern]:
    return [
        path("reports/audit-log/", LogReport.as_view(), name="audit_log"),
        path("reports/audit-log/results/", LogReport.as_view(results_only=True), name="audit_log_results"),
    ]


@hooks.register("register_permissions")
def audit_log_permission() -> QuerySet[Permission]:
    """A group may be given the right to read the log; nobody the right to change it."""
    return Permission.objects.filter(content_type__app_label="audit", codename="view_logentry")


@hooks.register("register_log_actions")
def audit_log_permissions(registry: LogActionRegistry) -> None:
    permissions.install(registry)
