"""Seats: a role at a trust that outlives whoever holds it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.cms.audience import takes_part
from portal.organisations.models import Organisation

from ..querysets import SeatQuerySet, TenureQuerySet
from ..querysets.seats import CONFIRM_EVERY
from .people import TRUST_ROLES, Role


class Seat(models.Model):
    """A role at an organisation, such as the overseas visitor manager of one trust. Somebody holds it, or nobody."""

    class State(models.TextChoices):
        FILLED = "filled", "Filled"
        UNCONFIRMED = "unconfirmed", "Not confirmed"
        VACANT = "vacant", "Vacant"

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="seats")
    role = models.CharField(max_length=30, choices=Role)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "role"]
        constraints = [models.UniqueConstraint(fields=["organisation", "role"], name="one_seat_for_a_role_at_a_trust")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("seats:at", args=[self.organisation.code])

    @property
    def needs_approval(self) -> bool:
        """Whoever is not a trust's own (commissioner, programme, other) waits for the programme's answer."""
        return self.role not in TRUST_ROLES or self.organisation.kind != Organisation.Kind.TRUST

    @property
    def state(self) -> Seat.State:
        """Filled, not confirmed or vacant; a seat read by `with_state()` knows it without asking the database."""
        held = self.is_held if hasattr(self, "is_held") else self.tenures.current().exists()
        confirmed = self.is_confirmed if hasattr(self, "is_confirmed") else self.tenures.confirmed().exists()
        if not held:
            return self.State.VACANT
        return self.State.FILLED if confirmed else self.State.UNCONFIRMED

    @property
    def last_confirmed(self) -> date | None:
        """When one of its holders last said so; of a seat read `with_holders()`."""
        moments = [one.confirmed_at for one in self.holders if one.confirmed_at]  # type: ignore[attr-defined]
        return timezone.localdate(max(moments)) if moments else None


class Tenure(models.Model):
    """One person's time in a seat. Two deputies of a trust share a seat; somebody at two trusts has two tenures."""

    class Doubt(models.TextChoices):
        BOUNCED = "bounced", "Mail to this person came back"
        NEW_ADDRESS = "new-address", "The email address changed to another organisation's"
        REPORTED = "reported", "A colleague says that somebody else holds the seat"
        CLOSED = "closed", "The organisation has closed"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tenures")
    since = models.DateField()
    approved_at = models.DateTimeField(null=True, blank=True)  # None: waits for the programme's answer
    confirmed_at = models.DateTimeField(null=True, blank=True)  # when the holder last said that it is still theirs
    asked_at = models.DateTimeField(null=True, blank=True)  # when the holder was asked to confirm, since the last time
    reminded_at = models.DateTimeField(null=True, blank=True)
    doubted_at = models.DateTimeField(null=True, blank=True)
    doubt = models.CharField(max_length=12, choices=Doubt, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # When something other than the holder's own word said that it is theirs: an address that belongs to this
    # organisation alone, a colleague there, or the programme.
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "person"], condition=models.Q(ended_on=None), name="one_current_tenure_of_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.seat}"

    @property
    def is_current(self) -> bool:
        return self.ended_on is None and self.approved_at is not None

    @property
    def is_spoken_for(self) -> bool:
        """Whether this is the seat that stands beside the person's name."""
        seat = self.seat
        return (self.person.trust_id, self.person.role) == (seat.organisation_id, seat.role)

    def can_vouch(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """A colleague whose own seat at this trust is beyond doubt, or the programme's staff; never oneself."""
        if not takes_part(user) or user.pk == self.person_id or not self.is_current:
            return False
        if getattr(user, "is_staff", False):
            return True
        own = Tenure.objects.current().filter(person=user, vouched_at__isnull=False, seat__role__in=TRUST_ROLES)
        return own.filter(seat__organisation=self.seat.organisation_id).exists()

    @property
    def is_confirmed(self) -> bool:
        """Confirmed within the last six months, and nothing speaks against it."""
        recent = self.confirmed_at is not None and self.confirmed_at >= timezone.now() - CONFIRM_EVERY
        return self.is_current and recent and self.doubted_at is None

    @property
    def confirm_by(self) -> datetime:
        """Until when the last confirmation holds."""
        return (self.confirmed_at or self.approved_at or timezone.now()) + CONFIRM_EVERY

    def can_hand_over(self, user: models.Model) -> bool:
        """The holder may, and staff for somebody who has gone."""
        return self.is_current and (user.pk == self.person_id or user.is_staff)
