"""Verbs of seats: take one, leave it, and choose which one to speak for."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.organisations.models import Organisation

from ..models import Seat, Tenure, User


@transaction.atomic
def take_seat(*, actor: User | None, person: User, organisation: Organisation, role: str, approved: bool) -> Tenure:
    """Put a person into the seat of a role at an organisation; it is made if it is not there. Safe to repeat.

    Not `approved`: the tenure waits for the programme's answer and gives nothing until then.
    """
    seat, _ = Seat.objects.get_or_create(organisation=organisation, role=role)
    now = timezone.now()
    tenure, created = Tenure.objects.get_or_create(
        seat=seat,
        person=person,
        ended_on=None,
        defaults={
            "since": timezone.localdate(),
            "approved_at": now if approved else None,
            "confirmed_at": now if approved else None,
        },
    )
    if created:
        log(actor=actor, action="users/took-seat", target=tenure, person=person.pk, approved=approved)
    return tenure


@transaction.atomic
def leave_seat(*, actor: User | None, tenure: Tenure) -> None:
    """End a tenure today. If the person spoke for it, they speak for the next they hold, or for none."""
    tenure.ended_on = timezone.localdate()
    tenure.save(update_fields=["ended_on"])
    person, seat = tenure.person, tenure.seat
    if person.trust_id == seat.organisation_id and person.role == seat.role:
        following = person.tenures.current().select_related("seat").first()
        person.trust = following.seat.organisation if following else None
        person.role = following.seat.role if following else ""
        person.save(update_fields=["trust", "role"])
    log(actor=actor, action="users/left-seat", target=tenure, person=person.pk)


@transaction.atomic
def speak_for(*, person: User, tenure: Tenure) -> None:
    """Choose the seat that stands beside a person's name: `User.trust` and `User.role` follow it."""
    person.trust, person.role = tenure.seat.organisation, tenure.seat.role
    person.save(update_fields=["trust", "role"])
    log(actor=person, action="users/speaks-for", target=tenure)
