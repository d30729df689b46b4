"""Trusts and other organisations, the seven regions, and the email domains that hint at them."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from .querysets import OrganisationQuerySet


class Region(models.Model):
    """An NHS region. There have been seven since 2019; names are written in full."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(max_length=4, unique=True, help_text="The ODS code of the region, for example Y56.")
    order = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that people work for, by its ODS code. Codes are never reused."""

    class Kind(models.TextChoices):
        TRUST = "trust", "NHS trust"
        COMMISSIONER = "commissioner", "Commissioner (ICB)"
        PROGRAMME = "programme", "National programme"
        OTHER = "other", "Other"

    class TrustType(models.TextChoices):
        ACUTE = "acute", "Acute"
        TEACHING = "teaching", "Teaching"
        SPECIALIST = "specialist", "Specialist"
        COMMUNITY = "community", "Community"
        MENTAL_HEALTH = "mental-health", "Mental health"
        AMBULANCE = "ambulance", "Ambulance"

    code = models.CharField(
        "ODS code",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", "Use capital letters, digits and hyphens.")],
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TRUST)
    trust_type = models.CharField(max_length=20, choices=TrustType, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="organisations")
    invented = models.BooleanField(
        default=False, help_text="Made up for a demonstration; it says so wherever it is shown."
    )
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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

    def names_one_trust(self) -> bool:
        """Whether an address at this domain is enough to know the trust."""
        return not self.shared and self.organisations.count() == 1
