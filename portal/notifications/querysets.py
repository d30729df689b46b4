"""Reads of mail and of leases, as words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

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

    def forgotten(self, now: datetime) -> HappeningQuerySet:
        """Those nobody is spreading: the hint was lost, or its worker died."""
        return self.to_spread().filter(at__lte=now - GRACE).order_by("pk")


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)

    def waiting(self) -> NoticeQuerySet:
        """Those of which a mail may still come."""
        return self.filter(settled_at=None)

    def of(self, person: AbstractBaseUser) -> NoticeQuerySet:
        return self.filter(person=person.pk)

    def in_order(self) -> NoticeQuerySet:
        """Unread first, each with the newest first."""
        return self.order_by(F("read_at").desc(nulls_first=True), "-at", "-pk")

    def of_kinds(self, kinds: Iterable[str]) -> NoticeQuerySet:
        return self.filter(happening__kind__in=kinds)

    def in_group(self, group: str) -> NoticeQuerySet:
        return self.filter(happening__group=group)

    def mailed_since(self, moment: datetime) -> NoticeQuerySet:
        """Those that had a mail of their own since then."""
        return self.filter(mail__isnull=False, digest=None, settled_at__gte=moment)
