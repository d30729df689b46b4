"""The log as a report of the editors' side: searched, filtered, exported, never edited."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.files.cells import inert_cell

from .models import LogEntry
from .querysets import LogQuerySet


class ReportOfRows(ReportView):
    """A report of one model for those who may view it. What is exported is text, whatever it says."""

    permission_required = "view"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ModelPermissionPolicy(self.model)

    def get_filename(self) -> str:
        return f"{self.export_filename}-{timezone.localdate():%Y-%m-%d}"

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return inert_cell(super().preprocess_field_value(field, value, export_format))


class LogFilters(WagtailFilterSet):
    words = django_filters.CharFilter(label="Person or thing", method="search")
    actor_name = django_filters.CharFilter(label="Who", lookup_expr="icontains")
    action = django_filters.CharFilter(label="Action", lookup_expr="icontains")
    target_type = django_filters.CharFilter(label="Kind of thing", lookup_expr="icontains")
    at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def search(self, queryset: LogQuerySet, name: str, value: str) -> LogQuerySet:
        return queryset.search(value)


class LogReport(ReportOfRows):
    model = LogEntry
    page_title = "Audit log"
    header_icon = "history"
    verbose_name_plural = "entries"
    filterset_class = LogFilters
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    export_filename = "audit-log"
    columns = [
        DateColumn("at", label="When"),
        Column("actor_name", label="Who"),
        Column("action", label="Did"),
        Column("target_name", label="To"),
        Column("target_type", label="Kind of thing"),
        Column("details", label="Details"),
    ]
    list_export = ["at", "actor_name", "actor_id", "action", "target_type", "target_id", "target_name", "details"]
    export_headings = {"actor_name": "Who", "actor_id": "Account", "details": "Details"}
