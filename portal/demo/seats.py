"""Seats of the demonstration: some vacant, some nobody has confirmed for long, and two specialists."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.cms.models import Theme
from portal.users.actions import doubt_seat
from portal.users.models import Absence, Role, Seat, Specialist, Tenure

from .cast import Cast


def load(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    for trust in cast.trusts.values():
        if trust.kind == "trust":
            for role in (Role.OVM, Role.FINANCE_DIRECTOR):
                Seat.objects.get_or_create(organisation=trust, role=role)
    parts = {person.pk for key, person in cast.people.items() if "-" not in key or key.endswith("director")}
    others = Tenure.objects.current().exclude(person__in=parts).order_by("pk")
    for number, tenure in enumerate(others):
        tenure.since = today - timedelta(days=90 + 37 * (number % 40))
        # Most confirmed in the last months; every seventh was asked and has not answered.
        tenure.confirmed_at = now - timedelta(days=(number * 23) % 170)
        if number % 7 == 3:
            tenure.confirmed_at = now - timedelta(days=190 + number)
            tenure.asked_at = now - timedelta(days=8 + number % 40)
        tenure.save(update_fields=["since", "confirmed_at", "asked_at"])
        if number % 19 == 5:
            doubt_seat(tenure=tenure, doubt=Tenure.Doubt.BOUNCED)
            Tenure.objects.filter(pk=tenure.pk).update(asked_at=now)  # no mail of the demonstration goes to them
    themes = list(Theme.objects.order_by("pk")[:5])
    Specialist.objects.create(
        person=cast.people["convenor"], theme=themes[0], days=[0, 1, 2], note="Ten years of interviews on wards."
    )
    Specialist.objects.create(person=cast.people["moderator"], theme=themes[4], days=[1, 2, 3, 4])
    Absence.objects.create(
        person=cast.people["moderator"],
        first_day=today + timedelta(days=7),
        last_day=today + timedelta(days=14),
        cover=cast.people["convenor"],
    )
