"""Reads of who comes, what they answered and need, and of their calendars."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

from ..timetable import FOLLOW_UPS, Kind


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self) -> RegistrationQuerySet:
        return self.filter(state=self.model.State.CONFIRMED)

    def waiting(self) -> RegistrationQuerySet:
        """In the order of the queue: by priority, then as they came (rows are made under the meeting's lock)."""
        return self.filter(state=self.model.State.WAITING).order_by("-priority", "pk")

    def run_out(self, now: datetime) -> RegistrationQuerySet:
        """Offers that nobody took in time."""
        return self.filter(state=self.model.State.OFFERED, offered_until__lte=now).order_by("pk")

    def active(self) -> RegistrationQuerySet:
        """With a place, offered one, or waiting for one or for a yes."""
        return self.exclude(state__in=self.model.ENDED)

    def active_or_declined(self) -> RegistrationQuerySet:
        return self.exclude(state__in=[self.model.State.LAPSED, self.model.State.WITHDRAWN])

    def present(self) -> RegistrationQuerySet:
        """Those who were seen at the meeting."""
        return self.filter(present_at__isnull=False)

    def told_by(self, kind: str) -> RegistrationQuerySet:
        """Whom a mail of this kind is for: of those with a place all, those who came, or those who did not."""
        with_a_place = self.confirmed()
        if kind in FOLLOW_UPS:
            return with_a_place.filter(present_at__isnull=kind == Kind.ABSENT)
        return with_a_place

    def not_forgotten(self) -> RegistrationQuerySet:
        """Those that still say whose they are."""
        return self.exclude(name=self.model.FORGOTTEN)

    def of(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        return self.filter(user=user)

    def naming(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Theirs, or made by somebody else for their address."""
        return self.filter(models.Q(user=user) | models.Q(email=user.email.lower()))  # type: ignore[attr-defined]

    def naming_either(self, email: str, user: AbstractBaseUser | None) -> RegistrationQuerySet:
        """Of somebody to come, with an account or without."""
        return self.filter(
            models.Q(email=email.lower()) | models.Q(user=user) if user else models.Q(email=email.lower())
        )

    def brought_by(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Colleagues whom this person registered, and whom they may withdraw."""
        return self.active().filter(registered_by=user, via=self.model.Via.COLLEAGUE, instead_of=None)

    def shown_near(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Those with a place who let people of their trust or region see that they come, near to this person."""
        trust = user.trust_id  # type: ignore[attr-defined]
        if trust is None:
            return self.none()
        region = self.model.trust.field.related_model.objects.filter(pk=trust, region__isnull=False).values("region")
        near = models.Q(trust=trust) | models.Q(trust__region__in=region)
        theirs = self.confirmed().filter(near, shown=True).exclude(user=user)
        own_first = models.Case(models.When(trust=trust, then=0), default=1)
        return theirs.select_related("trust").order_by(own_first, "trust__name", "name")

    def coming_up(self) -> RegistrationQuerySet:
        """Of meetings that are not over, the next first; with a place or waiting."""
        still_to_come = self.active().filter(meeting__ends_at__gt=timezone.now())
        return still_to_come.with_event().order_by("meeting__starts_at", "pk")

    def been(self) -> RegistrationQuerySet:
        """Places at meetings that are over, the last first."""
        over = self.confirmed().filter(meeting__ends_at__lte=timezone.now())
        return over.with_event().order_by("-meeting__starts_at", "pk")

    def with_event(self) -> RegistrationQuerySet:
        return self.select_related("meeting__page", "meeting__network__page")


class ReplyQuerySet(models.QuerySet):
    def of_those_who_come(self, meeting: models.Model) -> ReplyQuerySet:
        """Of a meeting's people with a place, in the order in which they came."""
        state = self.model._meta.get_field("registration").related_model.State
        coming = self.filter(registration__meeting=meeting, registration__state=state.CONFIRMED)
        return coming.select_related("registration__trust").order_by("registration", "pk")


class NeedsQuerySet(models.QuerySet):
    def of_those_who_come(self, meeting: models.Model) -> NeedsQuerySet:
        state = self.model._meta.get_field("registration").related_model.State
        coming = self.filter(registration__meeting=meeting, registration__state=state.CONFIRMED)
        return coming.select_related("registration__trust").order_by("registration")

    def no_longer_needed(self, now: datetime) -> NeedsQuerySet:
        """Of those who withdrew, declined or gave their place away, and of meetings that were some time ago."""
        ended = self.model._meta.get_field("registration").related_model.ENDED
        over = models.Q(registration__meeting__ends_at__lt=now - self.model.KEPT_FOR)
        return self.filter(over | models.Q(registration__state__in=ended))


class CalendarLinkQuerySet(models.QuerySet):
    def opened_by(self, token: str) -> CalendarLinkQuerySet:
        """The link with this secret, of somebody who may still sign in."""
        return self.filter(digest=self.model.digest_of(token), user__is_active=True)
