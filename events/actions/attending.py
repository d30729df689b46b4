"""The verb of the day: who came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..answers import Answer, Outcome, Refused
from ..bulk import Tally
from ..models import Meeting, Registration

MARKS_TAKEN_FOR = timedelta(days=30)  # after the end: paper lists are typed in later


@transaction.atomic
def mark_present(
    *,
    registrations: Iterable[Registration],
    actor: User,
    present: bool = True,
    seen_at: datetime | None = None,
    now: datetime | None = None,
) -> Tally:
    """Say who of one meeting came, or take that back. Safe to repeat: the first mark stands. Raises `Refused`.

    From the morning of its day until a month after. `seen_at`: a phone without a connection tells later.
    """
    now = now or timezone.now()
    tally = Tally()
    keys = {registration.pk for registration in registrations}
    rows = list(Registration.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
    for meeting in Meeting.objects.filter(registrations__in=keys).distinct().select_related("network", "page"):
        if not meeting.page.can_manage(actor):
            raise PermissionDenied("Only convenors of the network and programme staff can say who came.")
        if not takes_marks(meeting, now):
            raise Refused(
                Answer(Outcome.NOT_ITS_DAY, "You can mark who came from the day of the meeting, for a month.")
            )
        for row in (row for row in rows if row.meeting_id == meeting.pk):
            if row.was_present == present:
                tally.already.append(row)
            elif present and not row.has_a_place:
                tally.skip(row, "They do not have a place.")
            else:
                row.present_at = min(max(seen_at or now, _morning_of(meeting)), now) if present else None
                row.present_by = actor if present else None
                row.save(update_fields=["present_at", "present_by"])
                log(actor=actor, action=f"events/marked-{'present' if present else 'absent'}", target=row)
                tally.done.append(row)
    return tally


def takes_marks(meeting: Meeting, now: datetime) -> bool:
    """Whether it can be said who came."""
    return meeting.is_going_ahead and _morning_of(meeting) <= now <= meeting.ends_at + MARKS_TAKEN_FOR


def _morning_of(meeting: Meeting) -> datetime:
    return timezone.localtime(meeting.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
