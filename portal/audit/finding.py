"""Finds entries of the log by words, though the log itself holds keys only."""

from __future__ import annotations

import django_filters
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .models import LogEntry
from .names import keys_of, people_called
from .querysets import LogQuerySet

PORTAL = {"portal", "the portal"}


class LogFilters(WagtailFilterSet):
    words = django_filters.CharFilter(
        label="Person, thing or key", method="search", help_text="A closed account is found by its number."
    )
    who = django_filters.CharFilter(label="Who did it", method="done_by")
    action = django_filters.CharFilter(label="Action", lookup_expr="icontains")
    target_type = django_filters.CharFilter(label="Kind of thing", lookup_expr="icontains")
    target_id = django_filters.CharFilter(label="Key of the thing")
    network = django_filters.CharFilter(
        label="Network", method="happened_in", help_text="Membership and moderation in networks called so."
    )
    at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def search(self, queryset: LogQuerySet, name: str, value: str) -> LogQuerySet:
        """What people of this name did and what was done to them, and to things that are called so."""
        kinds = LogEntry.objects.order_by().values_list("target_type", flat=True).distinct()
        return queryset.concerning(keys_of(value, kinds), people_called(value), value)

    def happened_in(self, queryset: LogQuerySet, name: str, value: str) -> LogQuerySet:
        (called,) = (import_string(path) for path in settings.PORTAL_PROVIDERS["log_of"])
        return queryset.filter(called(value))

    def done_by(self, queryset: LogQuerySet, name: str, value: str) -> LogQuerySet:
        if value.lower() in PORTAL:
            return queryset.by_the_portal()
        keys = [*people_called(value), *([int(value)] if value.isdigit() and len(value) < 19 else [])]
        return queryset.filter(actor_id__in=keys)
