"""The log as a list to take away."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models

from portal.files.tables import Column, Table

from .finding import LogFilters
from .models import LogEntry
from .names import name_all


class LogTable(Table):
    key = "audit/log"
    title = "Audit log"
    columns = [
        Column("When", "at", "moment"),
        Column("Who", "actor_name"),
        Column("Account", "actor_id", "number"),
        Column("Did", "action"),
        Column("To", "target_name"),
        Column("Kind of thing", "target_type"),
        Column("Key", "target_id"),
        Column("Details", "details"),
    ]
    coded = ("action", "target_type", "target_id", "at_from", "at_to")

    def rows(self) -> models.QuerySet:
        if not self.user.has_perm("audit.view_logentry"):  # type: ignore[attr-defined]
            raise PermissionDenied("Only those who may read the log can take it away.")
        return LogFilters(self.asked, queryset=LogEntry.objects.all(), request=None).qs

    def dressed(self, rows: list[LogEntry]) -> Iterable[LogEntry]:
        return name_all(rows)
