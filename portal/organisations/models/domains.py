"""Email domains: they hint at organisations."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from .organisation import Organisation


class Domain(models.Model):
    """An email domain. It suggests an organisation; a domain that several share proves neither trust nor role."""

    name = models.CharField(max_length=200, unique=True, help_text="Lower case, without the @: trust-a.example")
    organisations = models.ManyToManyField(Organisation, related_name="domains", blank=True)
    shared = models.BooleanField(
        default=False, help_text="Used by many bodies (nhs.net): it verifies an address, not a trust."
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(name=Lower("name")), name="domain_is_lower_case")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = self.name.strip().removeprefix("@").lower()

    def names_one_trust(self) -> bool:
        """Whether an address at this domain is enough to know the trust."""
        return not self.shared and self.organisations.count() == 1
