"""The verb of somebody who closes their account: places are given back, names and addresses go."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from portal.audit.actions import log
from portal.privacy.holdings import change_rows
from portal.users.models import User

from ..answers import Refused
from ..models import Registration
from ..querysets import RegistrationQuerySet
from .registering import withdraw


def forget_person(*, person: User, registrations: RegistrationQuerySet) -> int:
    """Give back places at coming meetings, so that who waits gets them; take the person out of all other rows.

    One transaction a place: each locks its meeting for a moment. Safe to repeat.
    """
    coming = registrations.active().filter(meeting__starts_at__gt=timezone.now())
    for pk in list(coming.values_list("pk", flat=True)):
        registration = Registration.objects.get(pk=pk)
        if registration.user_id != person.pk:  # theirs by the address they proved; now by their account too
            registration.user = person
            registration.save(update_fields=["user"])
        try:
            withdraw(registration=registration, actor=person)
        except Refused:
            continue  # it has begun meanwhile: as good as over
    forgotten = change_rows(registrations.not_forgotten(), **_nobody())
    if forgotten:
        log(actor=None, action="events/forgot-person", target=person, registrations=forgotten)
    return forgotten


def forget_attendance(*, registrations: RegistrationQuerySet) -> int:
    """Take the people out of these rows, for good. What stays is a number: trust, role and state."""
    return change_rows(registrations.not_forgotten(), user=None, registered_by=None, **_nobody())


def _nobody() -> dict[str, Any]:
    """In the place of a name and an address. Each row has one of its own: two of one meeting never clash."""
    address = Concat(Value("closed-"), Cast(F("pk"), CharField()), Value("@closed.invalid"))
    return {"name": Registration.FORGOTTEN, "email": address, "note": ""}
