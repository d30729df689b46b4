"""The national list of seats, to take away: programme staff only."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models

from portal.files.tables import Column, Table

from .models import Seat
from .national_list import SeatFilters, national_seats


def _of_holders(take: Any) -> Any:
    return lambda seat: "; ".join(str(take(tenure)) for tenure in seat.holders)


class SeatTable(Table):
    key = "users/seats"
    title = "Seats"
    columns = [
        Column("Region", "organisation.region.name"),
        Column("Code", "organisation.code"),
        Column("Organisation", "organisation.name"),
        Column("Type", "organisation.get_trust_type_display"),
        Column("Role", "get_role_display"),
        Column("State", lambda seat: Seat.State(seat.state).label),
        Column("Held by", _of_holders(lambda tenure: tenure.person)),
        Column("Email", _of_holders(lambda tenure: tenure.person.email)),
        Column("Since", _of_holders(lambda tenure: tenure.since.isoformat())),
        Column("Last confirmed", lambda seat: seat.last_confirmed, "date"),
        Column("Vacant since", lambda seat: None if seat.is_held else seat.empty_since, "date"),
    ]
    coded = ("region", "trust_type", "role", "state")

    def rows(self) -> models.QuerySet:
        if not getattr(self.user, "is_staff", False):
            raise PermissionDenied("Only programme staff can take this list away.")
        return SeatFilters(self.asked, queryset=national_seats(), request=None).qs
