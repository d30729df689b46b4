"""Reads of organisations, as words."""

from __future__ import annotations

from django.db import models


class OrganisationQuerySet(models.QuerySet):
    def open(self) -> OrganisationQuerySet:
        """Those that have not closed or merged into another."""
        return self.filter(closed_on__isnull=True)

    def trusts(self) -> OrganisationQuerySet:
        return self.open().filter(kind=self.model.Kind.TRUST)

    def suggested_for(self, email: str) -> OrganisationQuerySet:
        """The organisations that use the domain of this address; a hint, never a proof."""
        domain = email.rpartition("@")[2].lower()
        return self.open().filter(domains__name=domain)
