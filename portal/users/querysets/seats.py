"""Reads of seats and of who holds them, as words."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from portal.organisations.querysets import open_on

CONFIRM_EVERY = datetime.timedelta(days=182)
"""A holder says twice a year that the seat is still theirs."""
ASK_BEFORE = datetime.timedelta(days=28)
"""So long before a confirmation ends its holder is asked, so that whoever answers is never out of date."""
REMIND_AFTER = datetime.timedelta(days=14)
SILENT_AFTER = datetime.timedelta(days=28)


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

    def to_ask(self, now: datetime.datetime) -> TenureQuerySet:
        """Not asked yet, and half a year is about to pass or something speaks against it."""
        stale = Q(confirmed_at=None) | Q(confirmed_at__lt=now - CONFIRM_EVERY + ASK_BEFORE)
        return self.current().filter(stale | Q(doubted_at__isnull=False), asked_at=None, person__is_active=True)

    def to_remind(self, now: datetime.datetime) -> TenureQuerySet:
        return self.current().filter(asked_at__lt=now - REMIND_AFTER, reminded_at=None, person__is_active=True)

    def unanswered(self, now: datetime.datetime) -> TenureQuerySet:
        """Asked four weeks ago and still silent: somebody of the programme should look."""
        return self.current().filter(asked_at__lt=now - SILENT_AFTER)

    def to_settle(self, now: datetime.datetime) -> TenureQuerySet:
        """What staff look at: in doubt, or asked four weeks ago and silent."""
        silent = Q(asked_at__lt=now - SILENT_AFTER)
        rows = self.current().filter(silent | Q(doubted_at__isnull=False))
        return rows.select_related("person", "seat__organisation__region").order_by("asked_at", "doubted_at", "pk")

    def held_by(self, person: models.Model) -> TenureQuerySet:
        return self.filter(person=person).select_related("seat__organisation__region")


class SeatQuerySet(models.QuerySet):
    def with_state(self) -> SeatQuerySet:
        """Each seat with `is_held` and `is_confirmed`, from which its state follows."""
        tenures = self.model._meta.get_field("tenures").related_model.objects.filter(seat=OuterRef("pk"))
        return self.annotate(is_held=Exists(tenures.current()), is_confirmed=Exists(tenures.confirmed()))

    def with_holders(self, people: models.QuerySet | None = None) -> SeatQuerySet:
        """With `holders`, the current tenures, and since when a vacant one is empty (`empty_since`).

        `people` reads the holders: with their reach, for a page that shows no more than the viewer may see.
        """
        tenures = self.model._meta.get_field("tenures").related_model.objects
        ended = tenures.filter(seat=OuterRef("pk"), ended_on__isnull=False).order_by("-ended_on")
        held = tenures.current()
        held = (
            held.select_related("person")
            if people is None
            else held.prefetch_related(models.Prefetch("person", people))
        )
        current = models.Prefetch("tenures", held, to_attr="holders")
        since = Subquery(ended.values("ended_on")[:1])
        return self.select_related("organisation__region").prefetch_related(current).annotate(empty_since=since)

    def listed(self) -> SeatQuerySet:
        """All that count: those of organisations that exist, and those of closed ones while somebody holds them."""
        return self.with_state().filter(Q(is_held=True) | open_on(of="organisation__"))

    def vacant(self) -> SeatQuerySet:
        return self.with_state().filter(is_held=False)

    def unconfirmed(self) -> SeatQuerySet:
        return self.with_state().filter(is_held=True, is_confirmed=False)

    def filled(self) -> SeatQuerySet:
        return self.with_state().filter(is_confirmed=True)

    def in_state(self, state: str) -> SeatQuerySet:
        """By the value of `Seat.State`; nothing for any other."""
        states = {"filled": self.filled, "unconfirmed": self.unconfirmed, "vacant": self.vacant}
        return states[state]() if state in states else self.none()

    def silent(self) -> SeatQuerySet:
        """Whose holder was asked four weeks ago and has not answered."""
        tenures = self.model._meta.get_field("tenures").related_model.objects
        return self.filter(pk__in=tenures.unanswered(timezone.now()).values("seat"))

    def called(self, words: str) -> SeatQuerySet:
        """By the name or code of the organisation, or the name of whoever holds the seat now."""
        found = self
        for word in words.split()[:8]:
            tenures = self.model._meta.get_field("tenures").related_model.objects.current()
            held = tenures.filter(Q(person__first_name__icontains=word) | Q(person__last_name__icontains=word))
            place = Q(organisation__name__icontains=word) | Q(organisation__code__iexact=word)
            found = found.filter(place | Q(pk__in=held.values("seat")))
        return found
