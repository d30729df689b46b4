"""Verbs of empty seats: make those that are missing, empty one, invite somebody, put somebody in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Organisation

from ..models import Role, Seat, Tenure, User
from .seats import leave_seat, take_seat

BATCH = 1_000


@transaction.atomic
def open_seats() -> int:
    """Every trust has a seat for its overseas visitor manager: one that nobody ever held is vacant, not unknown."""
    lacking = Organisation.objects.trusts().exclude(seats__role=Role.OVM).order_by("pk")[:BATCH]
    missing = [Seat(organisation=trust, role=Role.OVM) for trust in lacking]
    if not missing:
        return 0
    Seat.objects.bulk_create(missing, ignore_conflicts=True)
    first = Seat.objects.get(organisation=missing[0].organisation_id, role=Role.OVM)
    log(actor=None, action="users/opened-seats", target=first, count=len(missing))
    return len(missing)


@transaction.atomic
def vacate_seat(*, tenure: Tenure, actor: User) -> bool:
    """Staff: nobody answers, or somebody said that the holder has gone. False: it was empty already."""
    if not actor.is_staff:
        raise PermissionDenied("Only programme staff can vacate a seat.")
    tenure = Tenure.objects.select_for_update(of=("self",)).select_related("person", "seat").get(pk=tenure.pk)
    if not tenure.is_current:
        return False
    leave_seat(actor=actor, tenure=tenure)
    tenure.reports.open().update(settled_at=timezone.now())
    return True


@transaction.atomic
def invite_to_seat(*, seat: Seat, email: str, name: str, actor: User) -> None:
    """Write to somebody who may hold a seat: they sign up, or sign in, and name it. Once a day to one address."""
    if not (actor.is_staff or seat.tenures.filter(person=actor).exists()):
        raise PermissionDenied("Only programme staff, or who held this seat, can invite somebody to it.")
    notify(
        recipients=[Recipient(email, name)],
        kind="users/seat_invited",
        target=seat,
        context={"seat": seat, "inviter": actor, "url": reverse("users:trust_add")},
        key=f"{timezone.localdate():%Y%m%d}",
    )
    log(actor=actor, action="users/invited-to-seat", target=seat)


@transaction.atomic
def put_in_seat(*, seat: Seat, person: User, actor: User) -> Tenure:
    """Staff know who holds it: a registered person is put in, and told."""
    if not actor.is_staff:
        raise PermissionDenied("Only programme staff can put somebody into a seat.")
    tenure = take_seat(actor=actor, person=person, organisation=seat.organisation, role=seat.role, approved=True)
    if tenure.approved_at is None or tenure.vouched_at is None:
        now = timezone.now()
        tenure.approved_at, tenure.confirmed_at = tenure.approved_at or now, tenure.confirmed_at or now
        tenure.vouched_at, tenure.vouched_by = now, actor
        tenure.save(update_fields=["approved_at", "confirmed_at", "vouched_at", "vouched_by"])
    notify(
        recipients=[Recipient.of(person)],
        kind="users/put_in_seat",
        target=tenure,
        context={"seat": seat, "url": reverse("seats:mine")},
    )
    return tenure


@transaction.atomic
def name_successor(*, tenure: Tenure, email: str, name: str) -> None:
    """The holder says that somebody else holds the seat now: it is empty, and that somebody is invited."""
    tenure = Tenure.objects.select_for_update(of=("self",)).select_related("person", "seat").get(pk=tenure.pk)
    if not tenure.is_current:
        raise PermissionDenied("This seat is not held any more.")
    leave_seat(actor=tenure.person, tenure=tenure)
    tenure.reports.open().update(settled_at=timezone.now())
    invite_to_seat(seat=tenure.seat, email=email, name=name, actor=tenure.person)
