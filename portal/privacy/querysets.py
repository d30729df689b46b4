"""Reads of what leaves the portal, as words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ExportQuerySet:
        """One's own, whoever else may see the portal's everything."""
        return self.filter(person=user.pk) if user.is_authenticated else self.none()

    def of_kind(self, kind: str) -> ExportQuerySet:
        return self.filter(kind=kind)

    def over(self, now: datetime | None = None) -> ExportQuerySet:
        return self.filter(expires_at__lte=now or timezone.now())

    def open(self, now: datetime | None = None) -> ExportQuerySet:
        """Asked for or ready, and not yet expired."""
        return self.filter(expires_at__gt=now or timezone.now())

    def wanted(self) -> ExportQuerySet:
        """Asked for, and not there yet."""
        return self.open().filter(ready_at=None)

    def holding_a_file(self) -> ExportQuerySet:
        return self.exclude(file="")


class ClosingQuerySet(models.QuerySet):
    def open(self) -> ClosingQuerySet:
        """Asked for, and neither taken back nor done."""
        return self.filter(kept_at=None, done_at=None)

    def due(self, now: datetime) -> ClosingQuerySet:
        """Those whose time to change one's mind is over, also those that a worker began and did not finish."""
        return self.open().filter(due_at__lte=now)


class PurgeRunQuerySet(models.QuerySet):
    def running(self) -> PurgeRunQuerySet:
        """Asked for, and not at its end."""
        return self.filter(ended_at=None)

    def abandoned(self, now: datetime) -> PurgeRunQuerySet:
        """Running, and nobody has been at it for five minutes."""
        silent = now - timedelta(minutes=5)
        return self.running().filter(models.Q(alive_at=None) | models.Q(alive_at__lt=silent))
