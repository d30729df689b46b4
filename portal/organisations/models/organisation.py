"""Organisations by their ODS code, and the groups they are compared in."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from ..querysets import OrganisationQuerySet
from .regions import Region

LONGEST_CHAIN = 20  # of successors; a longer one is a mistake


class PeerGroup(models.Model):
    """Organisations that staff compare with each other, where type and region are not enough."""

    name = models.CharField(max_length=80, unique=True)
    description = models.CharField(max_length=255, blank=True, help_text="What they have in common.")

    class Meta:
        ordering = ["name"]

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
    trust_type = models.CharField(
        max_length=20, choices=TrustType, blank=True, help_text="Kept by staff: it is not in the ODS files."
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="organisations")
    grouping = models.CharField("national grouping", max_length=10, blank=True)
    geography = models.CharField("health geography", max_length=10, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    peer_group = models.ForeignKey(
        PeerGroup, models.SET_NULL, null=True, blank=True, related_name="organisations", help_text="Kept by staff."
    )
    invented = models.BooleanField(
        default=False, help_text="Made up for a demonstration; it says so wherever it is shown."
    )
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it existed.")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    succeeded_on = models.DateField("successor since", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.successor_id is None:
            return
        if self.closed_on is None:
            raise ValidationError({"closed_on": "Give the last day. Only a closed organisation has a successor."})
        if self in chain_from(self.successor):
            raise ValidationError({"successor": f"{self.successor} leads back to {self.name}. Choose another one."})

    def is_closed(self, on: date | None = None) -> bool:
        return self.closed_on is not None and self.closed_on < (on or timezone.localdate())

    @property
    def since(self) -> date | None:
        """The first day of its successor."""
        return self.succeeded_on or (self.closed_on + timedelta(days=1) if self.closed_on else None)

    def steps(self, on: date | None = None) -> list[Organisation]:
        """This organisation and those it became, as far as they are closed by that day."""
        chain = [self]
        while (last := chain[-1]).successor_id and last.is_closed(on) and len(chain) < LONGEST_CHAIN:
            if last.successor in chain:
                break
            chain.append(last.successor)
        return chain

    def today(self, on: date | None = None) -> Organisation:
        """What this organisation is now: itself, or the last of its successors. It never leads in a circle."""
        return self.steps(on)[-1]

    @property
    def current_successor(self) -> Organisation | None:
        now = self.today()
        return now if now != self else None

    @property
    def in_full(self) -> str:
        """The name; of one that has gone also what became of it: "Northmarsh, now part of Lambwell since …"."""
        *_, last_but_one, now = [self, *self.steps()]
        if now != self:
            since = last_but_one.since
            return f"{self.name}, now part of {now.name}" + (f" since {in_words(since)}" if since else "")
        return f"{self.name} (closed {in_words(self.closed_on)})" if self.closed_on and self.is_closed() else self.name

    def is_referred_to(self) -> bool:
        """Whether anything speaks of it. Then it stays: codes are never used again, and history loses no link."""
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: self.pk}).exists()
            for relation in self._meta.related_objects
        )

    def peers(self) -> OrganisationQuerySet:
        """The open organisations it is compared with: its peer group, else the same type in the same region."""
        others = Organisation.objects.open().filter(kind=self.kind).exclude(pk=self.pk)
        if self.peer_group_id:
            return others.filter(peer_group=self.peer_group_id)
        if self.region_id and self.trust_type:
            return others.filter(region=self.region_id, trust_type=self.trust_type)
        return others.none()

    @property
    def peer_words(self) -> str:
        """Why those are its peers."""
        if self.peer_group_id:
            return f"Peer group: {self.peer_group}"
        if self.region_id and self.trust_type:
            return f"{self.get_trust_type_display()}, {self.region}"
        return ""


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def chain_from(organisation: Organisation) -> list[Organisation]:
    """An organisation and every successor, whatever the dates say."""
    chain = [organisation]
    while chain[-1].successor_id and chain[-1].successor not in chain:
        chain.append(chain[-1].successor)
    return chain
