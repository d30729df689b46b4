"""Reads of who asks to join and of the terms people agree to, as words."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class ApplicationQuerySet(models.QuerySet):
    def waiting(self) -> ApplicationQuerySet:
        return self.filter(state=self.model.State.WAITING)

    def declined(self) -> ApplicationQuerySet:
        return self.filter(state=self.model.State.DECLINED)

    def with_people(self) -> ApplicationQuerySet:
        """What the list of those who ask shows, the longest waiting first."""
        return (
            self.select_related("person", "decided_by")
            .prefetch_related("person__tenures__seat__organisation")
            .order_by("asked_at", "pk")
        )


class TermsQuerySet(models.QuerySet):
    def in_force(self) -> TermsQuerySet:
        """The version of each kind that holds today."""
        newer = self.model.objects.filter(
            kind=models.OuterRef("kind"), number__gt=models.OuterRef("number"), effective_from__lte=timezone.now()
        )
        return self.filter(effective_from__lte=timezone.now()).exclude(models.Exists(newer)).order_by("-kind")

    def agreed_by(self, person: models.Model) -> TermsQuerySet:
        return self.filter(agreements__person=person)
