"""Who agreed to which version of the terms, as a report of the editors' side."""

from __future__ import annotations

from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from portal.audit.reports import ReportOfRows

from .models import Agreement


class AgreementFilters(WagtailFilterSet):
    class Meta:
        model = Agreement
        fields = ["version"]


class AgreementReport(ReportOfRows):
    model = Agreement
    page_title = "Who agreed to the terms"
    header_icon = "tick"
    verbose_name_plural = "agreements"
    filterset_class = AgreementFilters
    index_url_name = "people_agreements"
    index_results_url_name = "people_agreements_results"
    export_filename = "agreements"
    columns = [Column("person", label="Who"), Column("version", label="To"), DateColumn("at", label="When")]
    list_export = ["person", "version", "at"]
    export_headings = {"person": "Who", "version": "To", "at": "When"}

    def get_queryset(self):
        return super().get_queryset().select_related("person", "version")
