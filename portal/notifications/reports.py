"""Mails as a report of the editors' side: what was sent to whom and what went wrong. Never what it says: a mail may
hold a link that opens somebody's account."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.middleware.csrf import get_token
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from portal.audit.reports import ReportOfRows

from .models import Mail
from .querysets import MailQuerySet


class MailFilters(WagtailFilterSet):
    words = django_filters.CharFilter(label="Address, subject or kind", method="search")
    state = django_filters.ChoiceFilter(label="State", choices=Mail.State.choices)
    kind = django_filters.CharFilter(label="Kind", lookup_expr="icontains")
    created_at = django_filters.DateFromToRangeFilter(label="Written", widget=DateRangePickerWidget)

    class Meta:
        model = Mail
        fields: list[str] = []

    def search(self, queryset: MailQuerySet, name: str, value: str) -> MailQuerySet:
        return queryset.search(value)


class RetryColumn(Column):
    """A button for what may be sent again."""

    cell_template_name = "notifications/admin/_retry_cell.html"

    def get_cell_context_data(self, instance: Mail, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request: HttpRequest = parent_context["request"]
        return context | {"can_retry": instance.can_retry(request.user), "csrf_token": get_token(request)}


class MailReport(ReportOfRows):
    model = Mail
    page_title = "Mails"
    header_icon = "mail"
    verbose_name_plural = "mails"
    filterset_class = MailFilters
    index_url_name = "mail_report"
    index_results_url_name = "mail_report_results"
    list_key = "notifications/mails"
    columns = [
        DateColumn("created_at", label="Written"),
        Column("to", label="To"),
        Column("subject", label="Subject"),
        Column("kind", label="Kind"),
        Column("get_state_display", label="State"),
        Column("attempts", label="Tries"),
        Column("error", label="What the mail server said"),
        RetryColumn("retry", label="", accessor="pk"),
    ]

    def get_base_queryset(self) -> MailQuerySet:
        return super().get_base_queryset().defer("text", "html", "attachments", "headers")


def may_read_report(user: AbstractBaseUser) -> bool:
    return user.has_perm("notifications.view_mail")  # type: ignore[attr-defined]
