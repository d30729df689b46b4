"""Who comes to a meeting, for its organisers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import cached_property

from portal.files.cells import inert_cell

from .models import Meeting, Registration

COLUMNS = ["Name", "Email", "Role", "Trust", "State", "Registered"]


class Roster:
    """The people of a meeting: with a place, waiting in their order, and withdrawn; with counts."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def rows(self) -> list[Registration]:
        return list(self.meeting.registrations.select_related("trust__region").order_by("pk"))

    @property
    def with_a_place(self) -> list[Registration]:
        return [row for row in self.rows if row.has_a_place]

    @property
    def waiting(self) -> list[Registration]:
        return [row for row in self.rows if row.is_waiting]

    @property
    def withdrawn(self) -> list[Registration]:
        return [row for row in self.rows if row.is_withdrawn]

    @property
    def trusts(self) -> int:
        return len({row.trust_id for row in self.with_a_place if row.trust_id})

    @property
    def by_role(self) -> list[tuple[str, int]]:
        counts = Counter(row.get_role_display() or "Not said" for row in self.with_a_place)
        return counts.most_common()


def roster_csv(roster: Roster) -> str:
    """A table for a spreadsheet. No cell can begin a formula."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(COLUMNS)
    for row in [*roster.with_a_place, *roster.waiting, *roster.withdrawn]:
        cells = [row.name, row.email, row.get_role_display(), str(row.trust or ""), row.get_state_display()]
        write.writerow([*map(inert_cell, cells), f"{row.created_at:%Y-%m-%d %H:%M}"])
    return out.getvalue()
