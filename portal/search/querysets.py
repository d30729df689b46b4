"""Reads of what may be found, as words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q


class AudienceQuerySet(models.QuerySet):
    def of(self, tokens: Iterable[str]) -> AudienceQuerySet:
        """The audiences that somebody with these tokens belongs to."""
        row = self.model._meta.get_field("tokens").related_model.objects
        return self.filter(pk__in=row.filter(token__in=list(tokens)).values("audience"))


class SearchEntryQuerySet(models.QuerySet):
    def live(self) -> SearchEntryQuerySet:
        return self.filter(state=self.model.State.LIVE)

    def pending(self) -> SearchEntryQuerySet:
        """Changed since the engine last took them, oldest change first."""
        return self.filter(indexed_version__lt=F("version")).order_by("version")

    def with_audiences(self) -> SearchEntryQuerySet:
        return self.prefetch_related("audience__tokens", "outdone_by__tokens")

    def visible_to(self, tokens: Iterable[str]) -> SearchEntryQuerySet:
        """For somebody with these tokens: the richest of each thing, and only on pages that are live and for them."""
        tokens = list(tokens)
        audiences = self.model._meta.get_field("audience").related_model.objects.of(tokens)
        rows = self.model._meta.apps.get_model("cms", "PageAudience").objects
        seen_page = rows.filter(page=models.OuterRef("page_id"), page__live=True, token__in=tokens)
        return (
            self.live()
            .filter(audience__in=audiences.values("pk"))
            .exclude(outdone_by__in=audiences.values("pk"))
            .filter(Q(page_id=None) | models.Exists(seen_page))
        )
