"""Who is asked by a request to read, what waits for somebody, and who may ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from portal.cms.audience import takes_part
from portal.users.holding import TAKE_PART
from portal.users.models import User

from .models import EntryPage, ReadingRequest, Receipt


@dataclass(frozen=True)
class Asked:
    """A request to somebody, with their latest receipt of it."""

    reading: ReadingRequest
    receipt: Receipt | None
    waits: bool


def asked_of(user: AbstractBaseUser, *, entry: EntryPage | None = None) -> list[Asked]:
    """What this person is asked to read, what waits first."""
    readings = ReadingRequest.objects.asked_of(user).select_related("entry", "network__page", "trust", "asked_by")
    found = list(readings.filter(entry=entry) if entry is not None else readings)
    if not found:
        return []
    receipts: dict[int, Receipt] = {}
    for receipt in Receipt.objects.filter(person=user.pk, reading__in=found).order_by("at", "pk"):
        receipts[receipt.reading_id] = receipt
    today = timezone.localdate()
    asked = [Asked(one, receipts.get(one.pk), one.waits_for(receipts.get(one.pk), today=today)) for one in found]
    return sorted(asked, key=lambda one: (not one.waits, one.reading.due_on))


def people_of(reading: ReadingRequest) -> models.QuerySet[User]:
    """Those who are asked, each with when they confirmed last, and which version."""
    people = User.objects.filter(TAKE_PART)
    if reading.network_id:
        people = people.filter(memberships__network=reading.network_id)
    elif reading.trust_id:
        people = people.filter(trust=reading.trust_id)
    else:
        people = people.filter(role=reading.role)
    last = Receipt.objects.filter(reading=reading.pk, person=models.OuterRef("pk")).order_by("-at", "-pk")
    return (
        people.select_related("trust")
        .annotate(confirmed_at=models.Subquery(last.values("at")[:1]))
        .annotate(confirmed_version=models.Subquery(last.values("version")[:1]))
        .order_by("last_name", "first_name", "pk")
    )


def still_waits(reading: ReadingRequest, person: User) -> bool:
    """Of somebody from `people_of`."""
    at = person.confirmed_at  # type: ignore[attr-defined]
    receipt = Receipt(at=at, version=person.confirmed_version) if at else None  # type: ignore[attr-defined]
    return reading.waits_for(receipt, today=timezone.localdate())


def may_ask(user: AbstractBaseUser | AnonymousUser, entry: EntryPage) -> bool:
    """The programme's staff for what they see; convenors for a tool of their network."""
    if not takes_part(user) or not EntryPage.objects.visible_to(user).filter(pk=entry.pk).exists():
        return False
    network = entry.network()
    return network.can_run(user) if network is not None else bool(getattr(user, "is_staff", False))


def may_follow_up(user: AbstractBaseUser | AnonymousUser, reading: ReadingRequest) -> bool:
    """Who sees which people have confirmed: whoever may ask for this tool today, and nobody else."""
    return may_ask(user, reading.entry)
