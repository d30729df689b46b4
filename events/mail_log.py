"""What the people of a meeting were told, were not, and will be: for its organisers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max
from django.http import Http404

from portal.notifications.models import Mail
from portal.notifications.querysets import MailQuerySet, label_of

from .models import Dispatch, Meeting
from .planning import why_not_now
from .timetable import FOLLOW_UPS, Kind, Reminder

# The mails that follow from what somebody does, in the words of the page.
WHEN_IT_HAPPENS = {
    "invited": "Invitation",
    "invited_reminder": "Reminder of an invitation",
    "answered": "Answer to an invitation",
    "registered": "You have a place",
    "requested": "A request to come",
    "approved": "A request was granted",
    "declined": "A request was declined",
    "waiting": "On the waiting list",
    "offered": "A place is on offer",
    "lapsed": "An offer has ended",
    "promoted": "A place from the waiting list",
    "substitute": "A place from a colleague",
    "substituted": "A colleague comes instead",
    "withdrawn": "Withdrawn",
    "changed": "A new time or place",
    "postponed": "The meeting is postponed",
    "cancelled": "The meeting is cancelled",
}
TO_PRESS = (Kind.JOINING, *FOLLOW_UPS)
WAITING = {Mail.State.QUEUED, Mail.State.SENDING, Mail.State.RETRY}
FAILED = {Mail.State.FAILED, Mail.State.SUPPRESSED}


@dataclass
class Line:
    """One mail to many: what became of it, in numbers."""

    name: str
    group: str  # names it in addresses
    preview: str = ""
    dispatch: Dispatch | None = None
    last: datetime | None = None
    numbers: Counter[str] = field(default_factory=Counter)

    @property
    def written(self) -> int:
        """How many people; the rows of mails are deleted after two years, the number stays."""
        return max(self.numbers.total(), self.dispatch.told if self.dispatch else 0)

    @property
    def sent(self) -> int:
        return self.numbers[Mail.State.SENT]

    @property
    def failed(self) -> int:
        return sum(self.numbers[state] for state in FAILED)

    @property
    def waiting(self) -> int:
        return sum(self.numbers[state] for state in WAITING)


class MailLog:
    """The mails of a meeting: planned ones, settled ones with a time of their own, and the others by kind."""

    def __init__(self, meeting: Meeting, now: datetime) -> None:
        self.meeting, self.now = meeting, now

    @cached_property
    def dispatches(self) -> list[Dispatch]:
        return list(self.meeting.dispatches.all())

    @property
    def planned(self) -> list[Line]:
        return [self.line_of(row) for row in self.dispatches if row.is_due]

    @property
    def settled(self) -> list[Line]:
        """The last first."""
        rows = [row for row in self.dispatches if not row.is_due]
        return [self.line_of(row) for row in sorted(rows, key=lambda row: (row.settled_at, row.pk), reverse=True)]

    @property
    def others(self) -> list[Line]:
        """Those that follow from what somebody did, by kind."""
        found: dict[str, Line] = {}
        for (about, kind), (numbers, last, _) in self.tallies.items():
            if about == label_of(self.meeting):
                name = kind.partition("/")[2]
                found[name] = Line(name_of(name), name, last=last, numbers=numbers)
        order = list(WHEN_IT_HAPPENS)
        return sorted(found.values(), key=lambda row: order.index(row.group) if row.group in order else len(order))

    @cached_property
    def tallies(self) -> dict[tuple[str, str], tuple[Counter[str], datetime, str]]:
        """For each thing and kind how many mails are in each state, when the last was written, a subject. One query."""
        rows = Mail.objects.about(self.meeting, *self.dispatches).order_by()
        counted = rows.values_list("about", "kind", "state").annotate(Count("pk"), Max("created_at"), Max("subject"))
        found: dict[tuple[str, str], tuple[Counter[str], datetime, str]] = {}
        for about, kind, state, number, last, subject in counted:
            numbers, latest, said = found.get((about, kind), (Counter(), last, ""))
            numbers[state] += number
            found[about, kind] = numbers, max(latest, last), max(said, subject)
        return found

    def line_of(self, row: Dispatch) -> Line:
        numbers, _, subject = self.tallies.get((label_of(row), f"events/{row.kind}"), (Counter(), None, ""))
        message = row.kind == Kind.MESSAGE
        name = f"Message: {subject}" if message and subject else title_of(row)
        return Line(name, str(row.pk), "" if message else row.kind, row, row.settled_at, numbers)

    @property
    def to_press(self) -> list[tuple[Kind, str]]:
        """What an organiser can send now, and the words of its button."""
        can = [kind for kind in TO_PRESS if not why_not_now(self.meeting, kind, self.now)]
        return [(kind, f"Send {kind.label[0].lower()}{kind.label[1:]}") for kind in can]

    def times_sent(self, kind: str) -> int:
        return sum(
            row.is_sent and row.kind == kind and row.starts_at == self.meeting.starts_at for row in self.dispatches
        )

    def mails_of(self, group: str) -> tuple[str, MailQuerySet]:
        """The name and the mails of one line, by person. 404 for a line of another meeting."""
        if group.isdigit():
            dispatch = next((row for row in self.dispatches if str(row.pk) == group), None)
            if dispatch is None:
                raise Http404("This meeting has no such mail.")
            return title_of(dispatch), Mail.objects.about(dispatch)
        return name_of(group), Mail.objects.about(self.meeting).filter(kind=f"events/{group}")


def name_of(kind: str) -> str:
    return WHEN_IT_HAPPENS.get(kind) or kind.replace("_", " ").capitalize()


def title_of(row: Dispatch) -> str:
    """Reminder, a week before."""
    if row.kind == Kind.REMINDER and row.mark in Reminder.values:
        label = Reminder(row.mark).label
        return f"{row.get_kind_display()}, {label[0].lower()}{label[1:]}"
    return row.get_kind_display()
