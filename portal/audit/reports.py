"""The log as a report of the editors' side: searched, filtered, taken away, never edited."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from .finding import LogFilters
from .models import LogEntry
from .names import name_all


class ListOffered:
    """A list of the editors' side that is taken away by the one door of all lists, filtered as it is on the screen.

    Without `list_key` it has Wagtail's buttons; `spreadsheets.py` answers them.
    """

    list_key = ""  # of a `portal.files.tables.Table`
    is_export: bool

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.is_export = self.is_export and not self.list_key

    @cached_property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and not self.list_key  # type: ignore[attr-defined]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons  # type: ignore[misc]
        if not self.list_key:
            return buttons
        query = self.request.GET.copy()  # type: ignore[attr-defined]
        for name in ("p", "export"):
            query.pop(name, None)
        address = reverse("privacy:list", args=[self.list_key]) + (f"?{query.urlencode()}" if query else "")
        return [*buttons, Button("Download or print", url=address, icon_name="download", priority=90)]


class ReportOfRows(ListOffered, ReportView):
    """A report of one model for those who may view it."""

    permission_required = "view"

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ModelPermissionPolicy(self.model)


class LogReport(ReportOfRows):
    model = LogEntry
    page_title = "Audit log"
    header_icon = "history"
    verbose_name_plural = "entries"
    filterset_class = LogFilters
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    list_key = "audit/log"
    columns = [
        DateColumn("at", label="When"),
        Column("actor_name", label="Who"),
        Column("action", label="Did"),
        Column("target_name", label="To"),
        Column("target_type", label="Kind of thing"),
        Column("details", label="Details"),
    ]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        name_all(object_list)  # the table was made of the same rows
        return object_list
