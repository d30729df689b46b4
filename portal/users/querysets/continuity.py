"""Reads of hand-overs, reports and specialists, as words."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Exists, OuterRef


class HandOverQuerySet(models.QuerySet):
    def open(self) -> HandOverQuerySet:
        return self.filter(state="offered")

    def with_people(self) -> HandOverQuerySet:
        return self.select_related("tenure__person", "tenure__seat__organisation", "successor")


class SeatReportQuerySet(models.QuerySet):
    def open(self) -> SeatReportQuerySet:
        return self.filter(settled_at=None)


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> AbsenceQuerySet:
        return self.filter(first_day__lte=day, last_day__gte=day)

    def from_today(self, today: datetime.date) -> AbsenceQuerySet:
        return self.filter(last_day__gte=today)


class SpecialistQuerySet(models.QuerySet):
    def on(self, day: datetime.date, theme: models.Model | None = None) -> SpecialistQuerySet:
        """Who works that day and is not away: for a theme, or for any."""
        if theme is not None:
            return self.for_theme(theme).on(day)
        absences = self.model._meta.apps.get_model("users", "Absence").objects.on(day)
        away = Exists(absences.filter(person=OuterRef("person")))
        there = self.filter(~away, person__is_active=True)
        # JSON lists are not searched alike by every database, and there are a few dozen specialists.
        return there.filter(pk__in=[pk for pk, days in there.values_list("pk", "days") if day.weekday() in days])

    def away_on(self, day: datetime.date) -> SpecialistQuerySet:
        """Who would work that day and is away: their cover answers."""
        absences = self.model._meta.apps.get_model("users", "Absence").objects.on(day)
        away = self.filter(Exists(absences.filter(person=OuterRef("person"))))
        return away.filter(pk__in=[pk for pk, days in away.values_list("pk", "days") if day.weekday() in days])

    def for_theme(self, theme: models.Model) -> SpecialistQuerySet:
        return self.filter(theme=theme)
