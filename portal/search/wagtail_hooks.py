"""Doors of the editors' side: synonyms, pins, and what people search for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from .models import Pin, Synonym
from .reports import AnswerReport, AskedReport


class Begun(CreateView):
    """A new one, with the words that the report brings."""

    def get_initial_form_instance(self) -> Model:
        instance = super().get_initial_form_instance() or self.model()
        for name in ("words", "phrases"):
            if hasattr(instance, name):
                setattr(instance, name, self.request.GET.get(name, "")[:200])
        return instance


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "search"
    add_view_class = Begun


class PinViewSet(SnippetViewSet):
    model = Pin
    icon = "pick"
    add_view_class = Begun


register_snippet(SynonymViewSet)
register_snippet(PinViewSet)


class PermittedItem(MenuItem):
    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_reports_menu_item")
def asked_menu_item() -> MenuItem:
    about = {"name": "searches", "icon_name": "search", "order": 1030, "permission": "search.view_askedphrase"}
    return PermittedItem("Searches", reverse("asked_report"), **about)


@hooks.register("register_reports_menu_item")
def answers_menu_item() -> MenuItem:
    about = {"name": "answers", "icon_name": "comment", "order": 1031, "permission": "search.view_searchanswer"}
    return PermittedItem("Answers about searches", reverse("search_answers"), **about)


@hooks.register("register_admin_urls")
def urls_of_reports() -> list[URLPattern]:
    return [
        path("reports/searches/", AskedReport.as_view(), name="asked_report"),
        path("reports/searches/results/", AskedReport.as_view(results_only=True), name="asked_report_results"),
        path("reports/search-answers/", AnswerReport.as_view(), name="search_answers"),
        path("reports/search-answers/results/", AnswerReport.as_view(results_only=True), name="search_answers_results"),
    ]


@hooks.register("register_permissions")
def permissions_of_reports() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="search", codename__in=["view_askedphrase", "view_searchanswer"]
    )
