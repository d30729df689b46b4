"""What was searched for, and what people said of it, as lists to take away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models

from portal.files.tables import Column, Table

from .asked import SearchAnswer
from .reports import AskedFilters, counted_in


class AskedTable(Table):
    key = "search/asked"
    title = "Searches"
    columns = [
        Column("Searched for", "words"),
        Column("Times", "times", "number"),
        Column("Found nothing", "nothing", "number"),
        Column("Results opened", "opened", "number"),
        Column("Last", "last_on", "date"),
    ]
    coded = ("period", "what")

    def rows(self) -> models.QuerySet:
        if not self.user.has_perm("search.view_askedphrase"):  # type: ignore[attr-defined]
            raise PermissionDenied("Only those who may read about searches can take the list away.")
        return AskedFilters(self.asked, queryset=counted_in(self.asked), request=None).qs


class AnswerTable(Table):
    key = "search/answers"
    title = "Answers about searches"
    columns = [
        Column("Day", "day", "date"),
        Column("Found", "outcome"),
        Column("Searched for", "phrase"),
        Column("In their words", "words"),
    ]
    coded = ()

    def rows(self) -> models.QuerySet:
        if not self.user.has_perm("search.view_searchanswer"):  # type: ignore[attr-defined]
            raise PermissionDenied("Only those who may read about searches can take the list away.")
        return SearchAnswer.objects.all()
