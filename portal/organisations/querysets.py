"""Reads of organisations, as words."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone


def open_on(day: date | None = None, *, of: str = "") -> models.Q:
    """Opened by that day and not closed before it; `of` is the way to the thing, such as "organisations__"."""
    day = day or timezone.localdate()
    opened = models.Q(**{f"{of}opened_on__isnull": True}) | models.Q(**{f"{of}opened_on__lte": day})
    closed = models.Q(**{f"{of}closed_on__isnull": True}) | models.Q(**{f"{of}closed_on__gte": day})
    return opened & closed


class DatedQuerySet(models.QuerySet):
    def open(self, on: date | None = None) -> Self:
        """Those that exist on that day, today if none is given."""
        return self.filter(open_on(on))


class OrganisationQuerySet(DatedQuerySet):
    def trusts(self) -> Self:
        return self.open().filter(kind=self.model.Kind.TRUST)

    def matching(self, text: str) -> Self:
        """Open ones whose code is this, or whose name holds every one of these words."""
        words = text.split()[:8]
        if not words:
            return self.none()
        named = models.Q()
        for word in words:
            named &= models.Q(name__icontains=word)
        return self.open().filter(named | models.Q(code__iexact=text.strip()))

    def suggested_for(self, email: str) -> Self:
        """The organisations that use the domain of this address; a hint, never a proof."""
        domain = email.rpartition("@")[2].lower()
        return self.open().filter(domains__name=domain)

    def called(self, words: str) -> Self:
        """Those with these words in their name, in a name they had, or in that of one that became them; or the code."""
        names = ("name", "former_names__name", "predecessors__name", "predecessors__former_names__name")
        wanted = models.Q(code__iexact=words)
        for name in names:
            wanted |= models.Q(**{f"{name}__icontains": words})
        return self.filter(pk__in=self.model.objects.filter(wanted).values("pk"))

    def with_successors(self) -> Self:
        """With what they became, so that a list of names asks nothing more."""
        return self.select_related("successor__successor")
