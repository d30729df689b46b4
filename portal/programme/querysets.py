"""Reads of the programme's figures, as words."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import functions

from portal.organisations.querysets import LockedQuerySet

from .periods import Period


class DefinitionQuerySet(LockedQuerySet):
    def newest_versions(self) -> Self:
        """Each measure once, by its last version."""
        later = self.model.objects.filter(key=models.OuterRef("key"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later))

    def in_force_in(self, period: Period) -> Self:
        ends = models.Q(effective_to=None) | models.Q(effective_to__gte=period.last)
        return self.filter(ends, effective_from__lte=period.first)


class ObservationQuerySet(LockedQuerySet):
    def current(self) -> Self:
        """What stands now; what was restated is left out."""
        return self.filter(current=True)

    def of_trusts(self) -> Self:
        return self.filter(organisation__isnull=False)

    def national(self) -> Self:
        return self.filter(organisation=None)

    def covering(self, period: Period) -> Self:
        return self.filter(first_day=period.first, last_day=period.last)

    def named_to(self, user: AbstractBaseUser | AnonymousUser, *, trusts: list[int]) -> Self:
        """Those that this person sees beside a trust's name: all for the programme, else those of the own trusts."""
        if getattr(user, "is_staff", False) and user.is_active:
            return self
        return self.filter(organisation__in=trusts)

    def for_tables(self) -> Self:
        return self.select_related("definition", "organisation", "submitted_by", "replaces")


class CohortQuerySet(LockedQuerySet):
    def with_totals(self) -> Self:
        """Frozen ones with how many trusts they hold and what these add to, in the unit of their measure."""
        return self.annotate(
            trust_count=models.Count("trusts"), total=functions.Coalesce(models.Sum("trusts__amount"), 0)
        )
