"""Doors of the editors' side to the mails."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import MailReport, may_read_report
from .views import retry


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_report(request.user)


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem("Mails", reverse("mail_report"), name="mails", icon_name="mail", order=1020)


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    return [
        path("reports/mails/", MailReport.as_view(), name="mail_report"),
        path("reports/mails/results/", MailReport.as_view(results_only=True), name="mail_report_results"),
        path("reports/mails/<int:pk>/retry/", retry, name="mail_retry"),
    ]


@hooks.register("register_permissions")
def mail_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="notifications", codename__in=["view_mail", "change_mail"])
