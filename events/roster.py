"""Who comes to a meeting, for its organisers."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .models import Meeting, Registration


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
