"""Reads of mail and of leases, as words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

# How long the hint that a mail waits may take before a sweep gives it again.
GRACE = timedelta(seconds=90)


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> MailQuerySet:
        """Those a worker may take now, also from one that died while sending."""
        return self.filter(state__in=self.model.OPEN_STATES, due_at__lte=now)

    def forgotten(self, now: datetime) -> MailQuerySet:
        """Those nobody is coming for: their hint was lost, their next try is due, or their worker died."""
        late = Q(due_at__lte=now - GRACE) | ~Q(state=self.model.State.QUEUED)
        return self.due(now).filter(late).order_by("due_at")

    def late(self, now: datetime, *, minutes: int = 10) -> MailQuerySet:
        """Those that wait longer than they should: work later does not work."""
        return self.due(now - timedelta(minutes=minutes))

    def failed(self) -> MailQuerySet:
        return self.filter(state=self.model.State.FAILED)

    def about(self, *things: models.Model) -> MailQuerySet:
        """Those written about any of these."""
        return self.filter(about__in=[label_of(thing) for thing in things])

    def to_address(self, words: str) -> MailQuerySet:
        return self.filter(to__icontains=words)

    def search(self, words: str) -> MailQuerySet:
        return self.filter(Q(to__icontains=words) | Q(subject__icontains=words) | Q(kind__icontains=words))


def label_of(thing: models.Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


class BounceQuerySet(models.QuerySet):
    def blocked(self) -> BounceQuerySet:
        """Those that nothing is sent to."""
        return self.exclude(blocked_at=None)

    def to(self, *addresses: str) -> BounceQuerySet:
        return self.filter(email__in=[address.lower() for address in addresses])


class LeaseQuerySet(models.QuerySet):
    def held(self, now: datetime) -> LeaseQuerySet:
        return self.filter(expires_at__gt=now)

    def workers(self, now: datetime) -> LeaseQuerySet:
        """Workers that live: each renews a lease of its own."""
        return self.held(now).filter(name__startswith="worker:")

    def ticked(self, now: datetime) -> bool:
        """Whether `manage.py tick` came to its end within the last three minutes."""
        return self.held(now).filter(name="ticked").exists()


class HappeningQuerySet(models.QuerySet):
    def about(self, *things: models.Model) -> HappeningQuerySet:
        """What happened to any of these."""
        return self.filter(about__in=[label_of(thing) for thing in things])

    def to_spread(self) -> HappeningQuerySet:
        """Those of which followers have not been told."""
        return self.filter(spread_at=None)


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)

    def waiting(self) -> NoticeQuerySet:
        """Those of which a mail may still come."""
        return self.filter(settled_at=None)
