"""The door of a meeting on the day: who is expected, who is here, and what a helper is told about a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.cms.components import dates

from .answers import Answer, Outcome
from .models import Meeting, Registration
from .models.registration import LETTERS


class Door:
    """Those with a place, by name; `asked` narrows the list without a script."""

    def __init__(self, meeting: Meeting, asked: str = "") -> None:
        self.meeting, self.asked = meeting, asked

    @cached_property
    def rows(self) -> list[Registration]:
        expected = Q(state=Registration.State.CONFIRMED) | Q(present_at__isnull=False)
        return list(self.meeting.registrations.filter(expected).select_related("trust").order_by(Lower("name"), "pk"))

    @property
    def people(self) -> list[Registration]:
        words = self.asked.lower().split()
        return [row for row in self.rows if all(word in words_of(row) for word in words)]

    @property
    def here(self) -> int:
        return sum(row.was_present for row in self.rows)

    @property
    def walked_in(self) -> int:
        return sum(row.via == Registration.Via.DOOR for row in self.rows)

    @property
    def expected(self) -> int:
        return len(self.rows) - self.walked_in

    @property
    def is_full(self) -> bool:
        return self.meeting.places.left_for_anybody == 0

    @property
    def version(self) -> str:
        """Changes when the list does, so that a phone fetches it only then."""
        rows = [f"{row.code}{row.name}{row.trust_id}{row.present_at}" for row in self.rows]
        return salted_hmac("events.door", "|".join(rows)).hexdigest()[:20]


def words_of(row: Registration) -> str:
    return f"{row.name} {row.trust or ''}".lower()


def code_in(text: str) -> str:
    """The code in what was typed or scanned: "abcd efgh", or the address that the picture holds."""
    last = text.strip().rstrip("/").rpartition("/")[2].upper()
    return "".join(letter for letter in last if letter in LETTERS)


def since(row: Registration) -> str:
    """1.52pm"""
    return dates.clock(timezone.localtime(row.present_at)) if row.present_at else ""


@dataclass(frozen=True)
class Told:
    """What a helper is told after a mark: `outcome` is here, already, back, ask, refused or unknown."""

    outcome: str
    sentence: str
    code: str = ""

    @property
    def is_done(self) -> bool:
        return self.outcome in ("here", "already", "back")


def found(meeting: Meeting, text: str) -> Registration | None:
    """Whose code this is, among those who ever registered for this meeting."""
    code = code_in(text)
    return meeting.registrations.filter(code=code).select_related("trust").first() if code else None


def unknown() -> Told:
    return Told("unknown", "This code is not for this meeting. Look for their name, or add them as a walk-in.")


def marked(person: Registration, *, is_new: bool = False, refused: Answer | None = None) -> Told:
    """What to say of a person as they are now."""
    name, code = person.name, person.code
    if refused is not None:
        asks = refused.outcome is Outcome.FULL
        return Told("ask" if asks else "refused", f"{name}: {refused.sentence}", code)
    if not person.was_present:
        return Told("back", f"{name} is not marked as here.", code)
    if is_new:
        return Told("here", f"{name} is here.", code)
    return Told("already", f"{name}: already here since {since(person)}.", code)
