"""What was done with a discussion by those who look after it, as its page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from .models import Thread, Turn

SOMEBODY = "somebody who looks after it"


@dataclass(frozen=True)
class Told:
    what: str
    at: datetime
    by: str
    reason: str


def turns_of(thread: Thread) -> dict[str, Told]:
    """What holds now, of a thread `with_turns`: why it is closed, who pinned it, that it came from elsewhere."""
    told = {}
    for at, what, first, last, reason in sorted(thread.turns_kept or [], key=lambda row: row[0]):  # type: ignore[attr-defined]
        moment = datetime.fromisoformat(at)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps them in UTC and does not say so
        told[what] = Told(what, moment, f"{first or ''} {last or ''}".strip() or SOMEBODY, reason)
    holds = {
        Turn.What.CLOSED.value: thread.closed_at is not None,
        Turn.What.PINNED.value: thread.is_pinned,
        Turn.What.MOVED.value: True,
    }
    return {what: one for what, one in told.items() if holds.get(what)}
