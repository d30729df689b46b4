"""Verbs of specialists: who answers for a theme on which days, and when they are away."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from portal.audit.actions import log

from ..models import Absence, Specialist, User


@transaction.atomic
def record_specialist(*, specialist: Specialist, actor: User) -> None:
    """Note that staff made somebody a specialist, or changed what they answer for."""
    log(
        actor=actor,
        action="users/set-specialist",
        target=specialist,
        person=specialist.person_id,
        theme=specialist.theme_id,
        days=specialist.days,
    )


@transaction.atomic
def add_absence(*, person: User, first_day: date, last_day: date, cover: User | None, actor: User) -> Absence:
    """Say when a specialist is away, and who stands in. They say it themselves, or staff for them."""
    if actor.pk != person.pk and not actor.is_staff:
        raise PermissionDenied("Only the specialist, or the programme, can say when they are away.")
    if not Specialist.objects.filter(person=person).exists():
        raise PermissionDenied("Only specialists have days away here.")
    absence = Absence(person=person, first_day=first_day, last_day=last_day, cover=cover)
    absence.clean()
    if Absence.objects.filter(person=person, first_day__lte=last_day, last_day__gte=first_day).exists():
        raise ValidationError("You are already away on some of these days.", code="overlap")
    absence.save()
    log(actor=actor, action="users/added-absence", target=absence, person=person.pk)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, actor: User) -> None:
    """Take days away back."""
    if actor.pk != absence.person_id and not actor.is_staff:
        raise PermissionDenied("Only the specialist, or the programme, can change this.")
    log(actor=actor, action="users/ended-absence", target=absence, person=absence.person_id)
    absence.delete()
