"""The spreadsheets of Wagtail's own lists, written by the one writer and logged.

Wagtail names no setting for it, so its mixin is given our way of answering when the app starts: every list of the
editors' side has it, also those of Wagtail itself and of packages.
"""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from django.db import models
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.files.tables import AT_A_TIME, FORMATS, Column, write

from .actions import log_export


def as_spreadsheet(self: SpreadsheetExportMixin, queryset: Any, spreadsheet_format: str) -> FileResponse:
    """What is on the screen, whole, for whoever looks at it. Nothing is kept, so there is nothing to expire."""
    columns = [Column(self.get_heading(queryset, field), _taken(field)) for field in self.list_export]
    about = [
        ("List", self.get_filename()),
        ("Made", f"{timezone.localtime():%d %B %Y, %H:%M}"),
        ("For", str(self.request.user)),
    ]
    out = TemporaryFile()  # noqa: SIM115, closed by the response
    rows = (self.to_row_dict(item) for item in _flow(queryset))
    count = write(spreadsheet_format, columns=columns, rows=rows, about=about, out=out)
    out.seek(0)
    model = getattr(queryset, "model", None) or getattr(self, "model", None)
    log_export(actor=self.request.user, model=model, view=type(self).__name__, form=spreadsheet_format, rows=count)
    name = f"{slugify(self.get_filename())}-{timezone.localdate():%Y-%m-%d}.{spreadsheet_format}"
    response = FileResponse(out, as_attachment=True, filename=name, content_type=FORMATS[spreadsheet_format])
    response["Cache-Control"] = "private, no-store"
    return response


def _taken(field: str) -> Any:
    return lambda row: row[field]


def _flow(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=AT_A_TIME) if isinstance(rows, models.QuerySet) else rows


def install() -> None:
    SpreadsheetExportMixin.as_spreadsheet = as_spreadsheet
