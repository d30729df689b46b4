"""The broken rows of an import, as a list to take away and mend: `?import=7`."""

from __future__ import annotations

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.files.tables import Column, Table

from .models import RegisterImport


class ImportErrorTable(Table):
    key = "organisations/import-errors"
    title = "Errors of an import"
    columns = [
        Column("Line", lambda fault: fault["line"], "number"),
        Column("Column", lambda fault: fault["column"]),
        Column("Value", lambda fault: fault["value"]),
        Column("What is wrong", lambda fault: fault["why"]),
        Column("How to mend it", lambda fault: fault["mend"]),
    ]
    coded = ("import",)

    @cached_property
    def handed_in(self) -> RegisterImport:
        key = self.asked.get("import", "")
        found = RegisterImport.objects.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        if found is None:
            raise Http404("There is no such import.")
        return found

    def rows(self) -> list[dict]:
        if not RegisterImport.can_import(self.user):
            raise PermissionDenied("Only those who import the register can take its errors away.")
        return list(self.handed_in.faults)

    def target(self) -> RegisterImport:
        return self.handed_in

    def name(self) -> str:
        return f"Errors of {self.handed_in.name.rpartition('.')[0] or self.handed_in.name}"

    def filters(self) -> list[tuple[str, str]]:
        return []
