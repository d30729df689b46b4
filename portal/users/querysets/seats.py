"""Reads of seats and of who holds them, as words."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

CONFIRM_EVERY = datetime.timedelta(days=182)
"""A holder says twice a year that the seat is still theirs."""


class TenureQuerySet(models.QuerySet):
    def current(self) -> TenureQuerySet:
        """Held today. What waits for approval or has ended is not."""
        return self.filter(ended_on=None, approved_at__isnull=False)

    def waiting(self) -> TenureQuerySet:
        """Asked for, and not yet answered by the programme."""
        return self.filter(ended_on=None, approved_at=None)

    def confirmed(self) -> TenureQuerySet:
        """Current, confirmed within the last six months, and nothing speaks against it."""
        return self.current().filter(doubted_at=None, confirmed_at__gte=timezone.now() - CONFIRM_EVERY)

    def vouched(self) -> TenureQuerySet:
        """Confirmed, and by more than the holder's own word."""
        return self.confirmed().filter(vouched_at__isnull=False)

    def unconfirmed(self) -> TenureQuerySet:
        """Current, but doubted, or not confirmed for six months."""
        stale = Q(confirmed_at=None) | Q(confirmed_at__lt=timezone.now() - CONFIRM_EVERY)
        return self.current().filter(stale | Q(doubted_at__isnull=False))


class SeatQuerySet(models.QuerySet):
    def with_state(self) -> SeatQuerySet:
        """Each seat with `is_held` and `is_confirmed`, from which its state follows."""
        tenures = self.model._meta.get_field("tenures").related_model.objects.filter(seat=OuterRef("pk"))
        return self.annotate(is_held=Exists(tenures.current()), is_confirmed=Exists(tenures.confirmed()))

    def vacant(self) -> SeatQuerySet:
        return self.with_state().filter(is_held=False)

    def unconfirmed(self) -> SeatQuerySet:
        return self.with_state().filter(is_held=True, is_confirmed=False)

    def filled(self) -> SeatQuerySet:
        return self.with_state().filter(is_confirmed=True)
