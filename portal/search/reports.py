"""What people searched for, as reports of the editors' side: what found nothing, what nobody opened, what they say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Model, Sum
from django.db.models.functions import TruncWeek
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.permissions import get_permission_name

from portal.audit.reports import ReportOfRows

from .asked import AskedDay, AskedPhrase, AskedPhraseQuerySet, SearchAnswer
from .models import Pin, Synonym

PERIODS = {"30": "Last 30 days", "7": "Last 7 days", "90": "Last 90 days", "365": "Last 12 months"}
WHAT = [("nothing", "Those that found nothing"), ("unopened", "Those of which few opened anything")]


def days_of(asked: Any) -> int:
    return int(asked) if asked in PERIODS else 30


def add_address(model: type[Model]) -> str:
    """Where staff write a new snippet of this kind."""
    return reverse(model.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]


class AskedFilters(WagtailFilterSet):
    """The period is read by `counted_in` before; the rest filters what was counted."""

    period = django_filters.ChoiceFilter(label="Period", choices=list(PERIODS.items()), method="unchanged")
    what = django_filters.ChoiceFilter(label="Searches", choices=WHAT, method="poor")
    words = django_filters.CharFilter(label="Words", field_name="words", lookup_expr="icontains")

    class Meta:
        model = AskedPhrase
        fields: list[str] = []

    def unchanged(self, queryset: AskedPhraseQuerySet, name: str, value: str) -> AskedPhraseQuerySet:
        return queryset

    def poor(self, queryset: AskedPhraseQuerySet, name: str, value: str) -> AskedPhraseQuerySet:
        return queryset.poor(value)


def counted_in(asked: Any) -> AskedPhraseQuerySet:
    """The known phrases with their counts in the period that the address names."""
    today = timezone.localdate()
    since = today - timedelta(days=days_of(asked.get("period")))
    return AskedPhrase.objects.known().counted(since=since, until=today).order_by("-times", "words")


class MendColumn(Column):
    """One step from words that lead nowhere to a synonym or a pin of them."""

    cell_template_name = "search/admin/_mend_cell.html"

    def get_cell_context_data(self, instance: AskedPhrase, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        ways: list[tuple[Any, str, str]] = [
            (Synonym, "Make a synonym", "words"),
            (Pin, "Make a pin", "phrases"),
        ]
        return super().get_cell_context_data(instance, parent_context) | {
            "words": instance.words,
            "ways": [
                (label, f"{add_address(model)}?{urlencode({field: instance.words})}")
                for model, label, field in ways
                if user.has_perm(get_permission_name("add", model))
            ],
        }


class AskedReport(ReportOfRows):
    model = AskedPhrase
    template_name = "search/admin/asked.html"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    page_title = "Searches"
    header_icon = "search"
    verbose_name_plural = "phrases that at least three people searched for"
    filterset_class = AskedFilters
    index_url_name = "asked_report"
    index_results_url_name = "asked_report_results"
    list_key = "search/asked"
    columns = [
        Column("words", label="Searched for"),
        Column("times", label="Times"),
        Column("nothing", label="Found nothing"),
        Column("opened", label="Results opened"),
        DateColumn("last_on", label="Last"),
        MendColumn("mend", label="Mend"),
    ]

    def get_base_queryset(self) -> AskedPhraseQuerySet:
        return counted_in(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context if self.results_only else context | {"weeks": weeks(days_of(self.request.GET.get("period")))}


class AnswerReport(ReportOfRows):
    model = SearchAnswer
    page_title = "Answers about searches"
    header_icon = "comment"
    verbose_name_plural = "answers"
    index_url_name = "search_answers"
    index_results_url_name = "search_answers_results"
    list_key = "search/answers"
    columns = [
        DateColumn("day", label="Day"),
        Column("outcome", label="Found"),
        Column("phrase", label="Searched for"),
        Column("words", label="In their words"),
    ]


def weeks(days: int) -> list[dict[str, Any]]:
    """Searches of each week, of all phrases, known or not: how many found something, and how many nothing."""
    since = timezone.localdate() - timedelta(days=days)
    counted = (
        AskedDay.objects.filter(day__gte=since)
        .annotate(week=TruncWeek("day"))
        .values("week")
        .annotate(all=Sum("times"), none=Sum("nothing"))
        .order_by("week")
    )
    most = max((row["all"] for row in counted), default=1)
    return [_week(row["week"], row["all"], row["none"], most) for row in counted]


def _week(week: date, asked: int, nothing: int, most: int) -> dict[str, Any]:
    found = round(300 * (asked - nothing) / most)
    return {"week": week, "asked": asked, "nothing": nothing, "found": found, "none": round(300 * nothing / most)}
