"""What is planned for the people of a meeting, beside what is wanted: what has to change, and what can be sent."""

from __future__ import annotations

from datetime import datetime

from .models import Dispatch, EventPage, Meeting
from .timetable import FOLLOW_UPS, Kind, Planned

State = Dispatch.State


def out_of_date(event: EventPage, rows: list[Dispatch], now: datetime) -> list[Dispatch]:
    """The rows to write so that they agree with the meeting: new ones, moved ones, and those called off."""
    meeting = event.meeting
    stands = meeting.is_going_ahead and event.live
    wanted = {(planned.kind, planned.mark): planned for planned in event.mails_planned()} if stands else {}
    to_change, there = [], set()
    for row in rows:
        planned = wanted.get((Kind(row.kind), row.mark)) if row.starts_at == meeting.starts_at else None
        if planned is None:
            if row.is_due:
                row.state, row.settled_at, row.why = State.CALLED_OFF, now, _why_called_off(event, row)
                to_change.append(row)
            continue
        there.add((planned.kind, planned.mark))
        if _put_back(row, planned, now):
            to_change.append(row)
    new = [planned for key, planned in wanted.items() if key not in there and planned.due_at > now]
    return to_change + [
        Dispatch(meeting=meeting, kind=row.kind, mark=row.mark, due_at=row.due_at, starts_at=meeting.starts_at)
        for row in new
    ]


def _put_back(row: Dispatch, planned: Planned, now: datetime) -> bool:
    """A row that was called off stands again when its time is still to come; one that waits may get another time."""
    again = row.state == State.CALLED_OFF and planned.due_at > now
    if again:
        row.state, row.settled_at, row.why = State.DUE, None, ""
    moved = row.is_due and row.due_at != planned.due_at
    row.due_at = planned.due_at if moved else row.due_at
    return again or moved


def _why_called_off(event: EventPage, row: Dispatch) -> str:
    meeting = event.meeting
    if not meeting.is_going_ahead:
        return f"The meeting is {meeting.get_state_display().lower()}."
    if not event.live:
        return "The meeting's page is not published."
    return "The meeting has moved." if row.starts_at != meeting.starts_at else "It is not wanted any more."


def why_not_now(meeting: Meeting, kind: Kind, now: datetime) -> str:
    """Why this mail cannot be sent at this moment; empty when it can."""
    if not meeting.is_going_ahead:
        return f"The meeting is {meeting.get_state_display().lower()}."
    if kind == Kind.JOINING:
        return "The meeting is over." if meeting.is_over(now) else ""
    if kind not in FOLLOW_UPS:
        return "Reminders go out by themselves."
    if not meeting.is_over(now):
        return "The meeting is not over yet."
    return "" if meeting.registrations.present().exists() else "Nobody is marked as present yet."
