"""Reads of organisations, as words."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import and_
from typing import Self

from django.db import models
from django.utils import timezone

MOST_WORDS = 8  # of a search; more say nothing more


def open_on(day: date | None = None, *, of: str = "") -> models.Q:
    """Opened by that day and not closed before it; `of` is the way to the thing, such as "organisations__"."""
    day = day or timezone.localdate()
    opened = models.Q(**{f"{of}opened_on__isnull": True}) | models.Q(**{f"{of}opened_on__lte": day})
    closed = models.Q(**{f"{of}closed_on__isnull": True}) | models.Q(**{f"{of}closed_on__gte": day})
    return opened & closed


class LockedQuerySet(models.QuerySet):
    def locked(self) -> Self:
        """Nobody else writes these rows until the transaction ends; always in the same order."""
        return self.select_for_update(no_key=True).order_by("pk")


class DatedQuerySet(LockedQuerySet):
    def open(self, on: date | None = None) -> Self:
        """Those that exist on that day, today if none is given."""
        return self.filter(open_on(on))


class OrganisationQuerySet(DatedQuerySet):
    def trusts(self) -> Self:
        return self.open().filter(kind=self.model.Kind.TRUST)

    def suggested_for(self, email: str) -> Self:
        """Those that use the domain of this address, or took over one that did; a hint, never a proof."""
        domain = email.rpartition("@")[2].lower()
        used = models.Q(domains__name=domain) | models.Q(predecessors__domains__name=domain)
        return self.open().filter(pk__in=self.model.objects.filter(used).values("pk"))

    def called(self, text: str) -> Self:
        """Those with this code, or every word in one name: theirs, a former one, or of what became them."""
        names = ("name", "former_names__name", "predecessors__name", "predecessors__former_names__name")
        words = text.split()[:MOST_WORDS]
        if not words:
            return self.none()
        wanted = models.Q(code__iexact=text.strip())
        for name in names:
            wanted |= reduce(and_, (models.Q(**{f"{name}__icontains": word}) for word in words))
        return self.filter(pk__in=self.model.objects.filter(wanted).values("pk"))

    def matching(self, text: str) -> Self:
        """Open ones that are called so, or were."""
        return self.open().called(text)

    def with_successors(self) -> Self:
        """With what they became, so that a list of names asks nothing more."""
        return self.select_related("successor__successor")
