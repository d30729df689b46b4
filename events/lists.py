"""Lists about meetings for their organisers to take away: who comes to one, and which trusts come to many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import models

from portal.files.tables import Column, Table

from .attendance import Attendance, Cell, Row
from .models import EventPage, Registration
from .replies import replies_of
from .roster import Roster
from .tables import NOT_YOURS, MeetingTable


class RosterTable(MeetingTable):
    """The same people as the page shows: `?event=42&state=waiting`. What people need is not for lists."""

    key = "events/people"
    title = "Who comes"
    columns = [
        Column("Name", "name"),
        Column("Email", "email"),
        Column("Role", "get_role_display"),
        Column("Trust", "trust"),
        Column("State", "get_state_display"),
        Column("How they came", "get_via_display"),
        Column("Registered by", "registered_by"),
        Column("Registered", "created_at", "moment"),
        Column("There", "was_present"),
        Column("Seen at", "present_at", "moment"),
        Column("Code", "code"),
        Column("Note", "note"),
        Column("Answers", "answers"),
    ]
    coded = ("event", "state", "role", "trust", "via", "present", "sort")

    def rows(self) -> models.QuerySet:
        return Roster(self.managed, self.asked).matching()

    def dressed(self, rows: list[Registration]) -> Iterable[Registration]:
        replies = replies_of(rows)
        for row in rows:
            row.answers = "; ".join(f"{reply.name}: {reply.in_words}" for reply in replies[row.pk])  # type: ignore[attr-defined]
        return rows

    def filters(self) -> list[tuple[str, str]]:
        roster = Roster(self.event.meeting, self.asked)
        chosen = [
            (filter.label, option.label) for filter in roster.filters for option in filter.options if option.chosen
        ]
        return [("Words", roster.words), *chosen] if roster.words else chosen


@dataclass(frozen=True)
class Line:
    """One trust at one meeting."""

    row: Row
    event: EventPage
    cell: Cell


class AttendanceTable(Table):
    """One row for each trust and meeting, for sums of one's own: `?network=3` or `?series=5`."""

    key = "events/attendance"
    title = "Attendance by trust"
    columns = [
        Column("Trust", "row.trust.name"),
        Column("Code", "row.trust.code"),
        Column("Meeting", "event.title"),
        Column("Day", "event.meeting.starts_at", "date"),
        Column("Came", "cell.came", "number"),
        Column("Had a place and did not come", "cell.missed", "number"),
        Column("Somebody marked who came", "cell.marked"),
    ]
    coded = ("network", "series")

    @cached_property
    def attendance(self) -> Attendance:
        return Attendance.asked(self.user, self.asked)

    def rows(self) -> list[Line]:
        if not self.attendance.can_be_seen():
            raise PermissionDenied(NOT_YOURS)
        return [
            Line(row, event, cell)
            for row in self.attendance.rows
            for event, cell in zip(self.attendance.events, row.cells, strict=True)
        ]

    def target(self) -> models.Model | None:
        return self.attendance.series or self.attendance.network

    def name(self) -> str:
        return f"Attendance by trust: {self.attendance.about}"

    def filters(self) -> list[tuple[str, str]]:
        return []
