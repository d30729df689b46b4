"""What happened to a registration, from the log, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.audit.models import LogEntry
from portal.audit.names import name_all

from .models import Registration

MOST = 100
SENTENCES = {
    "events/registered": "Registered",
    "events/walked-in": "Walked in",
    "events/approved": "Said yes",
    "events/declined": "Said no",
    "events/offered": "Offered a place",
    "events/offer-lapsed": "The offer ran out",
    "events/took-offer-back": "Took the offer back",
    "events/took-offer": "Took the offer",
    "events/promoted": "Gave a place from the waiting list",
    "events/gave-place": "Gave a place, out of order",
    "events/put-first": "Put first in line",
    "events/withdrew": "Withdrew",
    "events/substituted": "Came in somebody's place",
    "events/passed-on": "Took over from somebody",
    "events/let-in": "Let in at the door",
    "events/marked-present": "Marked as there",
    "events/marked-absent": "Took the mark back",
    "events/took-back-mark": "Took the mark back",
    "events/changed-note": "Changed the note",
}


@dataclass(frozen=True)
class Happening:
    at: datetime
    what: str
    who: str


def history_of(registration: Registration) -> list[Happening]:
    """The oldest first. Two queries."""
    entries = LogEntry.objects.about(registration).exclude(action="audit/viewed").order_by("at", "pk")[:MOST]
    return [Happening(entry.at, in_words(entry.action), entry.actor_name) for entry in name_all(entries)]


def in_words(action: str) -> str:
    """A verb that has no sentence here yet is still told by its name."""
    return SENTENCES.get(action) or action.partition("/")[2].replace("-", " ").capitalize()
