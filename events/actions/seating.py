"""Verbs of organisers about one person of the list: the next place, out of order, and a note."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..bulk import Tally
from ..mails import tell
from ..models import EventPage, Meeting, Registration

NOTE_LENGTH = Registration._meta.get_field("note").max_length or 0
State = Registration.State


@transaction.atomic
def give_next_place(
    *, registrations: Iterable[Registration], actor: User, reason: str, now: datetime | None = None
) -> Tally:
    """Let people of one meeting have the next place before others who wait: now if one is left, else they go first.

    A kept place and a trust's share may be given so; a place that is not there may not: nobody comes over capacity.
    The reason stays in their note. Safe to repeat.
    """
    now = now or timezone.now()
    tally = Tally()
    keys = {registration.pk for registration in registrations}
    for meeting in Meeting.objects.filter(registrations__in=keys).distinct().order_by("pk"):
        event = _locked(meeting, actor)
        rows = event.meeting.registrations.filter(pk__in=keys).select_related("user").order_by("-priority", "pk")
        if not event.meeting.is_going_ahead or event.meeting.has_started(now):
            for row in rows:
                tally.skip(row, "The meeting has started, or does not take place as planned.")
            continue
        left = event.meeting.count_places().left_for_anybody
        for row in rows:
            row.meeting = event.meeting
            if row.has_a_place:
                tally.already.append(row)
            elif not row.is_waiting:
                tally.skip(row, "They do not wait for a place.")
            elif left is None or left > 0:
                left = None if left is None else left - 1
                _seat(row, event, actor, reason, now)
                tally.done.append(row)
            elif _stands_first(row):
                tally.already.append(row)
            else:
                _put_first(row, actor, reason)
                tally.skip(row, "No place is left now. They are first in line and get the next one.")
    return tally


@transaction.atomic
def change_note(*, registration: Registration, actor: User, note: str) -> None:
    """What organisers want to remember of somebody. The person may ask to read it."""
    if not registration.meeting.page.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can write notes.")
    note = note.strip()[:NOTE_LENGTH]
    if note == registration.note:
        return
    registration.note = note
    registration.save(update_fields=["note"])
    log(actor=actor, action="events/changed-note", target=registration)


def _locked(meeting: Meeting, actor: User) -> EventPage:
    meeting = Meeting.objects.locked().select_related("page").get(pk=meeting.pk)
    event = meeting.page
    event.meeting = meeting
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can do this.")
    return event


def _seat(row: Registration, event: EventPage, actor: User, reason: str, now: datetime) -> None:
    row.state, row.promoted_at, row.note = State.CONFIRMED, now, _with(row.note, reason)
    row.save(update_fields=["state", "promoted_at", "note"])
    log(actor=actor, action="events/gave-place", target=row)
    tell([row], "promoted", event=event)


def _put_first(row: Registration, actor: User, reason: str) -> None:
    highest = row.meeting.registrations.waiting().aggregate(models.Max("priority"))["priority__max"] or 0
    row.priority, row.note = highest + 1, _with(row.note, reason)
    row.save(update_fields=["priority", "note"])
    log(actor=actor, action="events/put-first", target=row)


def _stands_first(row: Registration) -> bool:
    first = row.meeting.registrations.waiting().first()
    return first is not None and first.pk == row.pk


def _with(note: str, reason: str) -> str:
    return f"{note} Out of order: {reason}".strip()[-NOTE_LENGTH:]
