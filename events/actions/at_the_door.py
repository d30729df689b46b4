"""Verbs of the door: one person is here, one walked in, and the link for helpers. Many at once: `attending`."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..answers import Answer, Outcome, Refused
from ..attendees import Attendee
from ..models import DoorLink, DoorMark, EventPage, Meeting, Registration
from ..models.door import opens_at
from .attending import takes_marks

NOT_NOW = "People can be marked from the day of the meeting, for a month."
FULL = "All places are taken. Let them in?"


@transaction.atomic
def check_in(
    *,
    registration: Registration,
    actor: User | None,
    link: DoorLink | None = None,
    even_if_full: bool = False,
    at: datetime | None = None,
    key: UUID | None = None,
    now: datetime | None = None,
) -> bool:
    """Note that this person is here. False: they were already, `registration.present_at` says since when.

    Sent twice with the same key it counts once, also when the mark was taken back in between. Somebody without a place
    comes in too while there is room, and beyond it when whoever is at the door says so. Raises `Refused`.
    """
    now = now or timezone.now()
    row, is_new = _locked(registration, actor, link, now, key, is_here=True, at=at)
    _copy(row, registration)
    if not is_new or row.was_present:
        return False
    if not row.has_a_place:
        _let_in(row, even_if_full)
    row.present_at, row.present_by = _clamped(row.meeting, at, now), actor
    row.save(update_fields=["state", "withdrawn_at", "present_at", "present_by"])
    log(actor=actor, action="events/marked-present", target=row, by_link=link is not None)
    _copy(row, registration)
    return True


@transaction.atomic
def take_back(
    *,
    registration: Registration,
    actor: User | None,
    link: DoorLink | None = None,
    at: datetime | None = None,
    key: UUID | None = None,
    now: datetime | None = None,
) -> bool:
    """It was somebody else: they are not here. They keep the place that they have. False: nobody had marked them."""
    now = now or timezone.now()
    row, is_new = _locked(registration, actor, link, now, key, is_here=False, at=at)
    _copy(row, registration)
    if not is_new or not row.was_present:
        return False
    row.present_at, row.present_by = None, None
    row.save(update_fields=["present_at", "present_by"])
    log(actor=actor, action="events/marked-absent", target=row, by_link=link is not None)
    _copy(row, registration)
    return True


@transaction.atomic
def walk_in(
    *,
    event: EventPage,
    attendee: Attendee,
    actor: User | None,
    link: DoorLink | None = None,
    even_if_full: bool = False,
    now: datetime | None = None,
) -> Registration:
    """Somebody stands at the door who is not on the list: register them as here. No mail is written. Raises `Refused`.

    Whoever is registered or waits with this address is marked instead. Beyond the capacity only when the helper says
    so: the people are in the room, and the log tells that it was the door that let them in.
    """
    now = now or timezone.now()
    event.meeting = meeting = Meeting.objects.locked().get(page=event)
    _ask_at_the_door(meeting, actor, link, now)
    theirs = meeting.registrations.active().filter(email=attendee.email.lower()).first()
    if theirs is None:
        over = not meeting.count_places().room_for(attendee.role)
        if over and not even_if_full:
            raise Refused(Answer(Outcome.FULL, FULL))
        theirs = Registration.objects.create(
            meeting=meeting,
            user=attendee.user,
            name=attendee.name,
            email=attendee.email.lower(),
            trust_id=attendee.trust_id,
            role=attendee.role,
            state=Registration.State.CONFIRMED,
            via=Registration.Via.DOOR,
            registered_by=actor,
        )
        log(actor=actor, action="events/walked-in", target=theirs, over_capacity=over, by_link=link is not None)
    check_in(registration=theirs, actor=actor, link=link, even_if_full=even_if_full, now=now)
    return theirs


@transaction.atomic
def make_door_link(*, event: EventPage, actor: User) -> str:
    """A new secret for helpers at the door; an older one stops to work. Shown once: only its digest is kept."""
    _ask_organiser(event, actor)
    token = secrets.token_urlsafe(24)
    link, _ = DoorLink.objects.update_or_create(
        meeting=event.meeting, defaults={"digest": DoorLink.digest_of(token), "created_at": timezone.now()}
    )
    log(actor=actor, action="events/made-door-link", target=link)
    return token


@transaction.atomic
def revoke_door_link(*, event: EventPage, actor: User) -> None:
    """Let the link open the door to nobody any more, at once. Safe to repeat."""
    _ask_organiser(event, actor)
    for link in DoorLink.objects.filter(meeting=event.meeting):
        log(actor=actor, action="events/revoked-door-link", target=link)
        link.delete()


def _ask_at_the_door(meeting: Meeting, actor: User | None, link: DoorLink | None, now: datetime) -> None:
    """Organisers on the day and a month after; whoever came by this meeting's link around its hours. Raises if not."""
    if actor is not None and meeting.page.can_manage(actor):
        if not takes_marks(meeting, now):
            raise Refused(Answer(Outcome.NOT_ITS_DAY, NOT_NOW))
    elif link is None or link.meeting_id != meeting.pk or not link.takes_marks(now):
        raise PermissionDenied("Only organisers and their helpers at the door can do this.")
    elif not meeting.is_going_ahead:
        raise Refused(Answer(Outcome.CANCELLED, "This meeting does not take place as planned."))


def _ask_organiser(event: EventPage, actor: User) -> None:
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can do this.")


def _locked(
    registration: Registration,
    actor: User | None,
    link: DoorLink | None,
    now: datetime,
    key: UUID | None,
    *,
    is_here: bool,
    at: datetime | None,
) -> tuple[Registration, bool]:
    """The row as it is now, held, and whether this mark is new. The meeting's row first, as everywhere."""
    meeting = Meeting.objects.locked().get(pk=registration.meeting_id)
    row = Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=registration.pk)
    row.meeting = meeting
    _ask_at_the_door(meeting, actor, link, now)
    _, is_new = DoorMark.objects.get_or_create(
        key=key or uuid4(), defaults={"registration": row, "is_here": is_here, "at": _clamped(meeting, at, now)}
    )
    return row, is_new


def _let_in(row: Registration, even_if_full: bool) -> None:
    """Somebody who waits, asked, or had given up, stands at the door."""
    held = row.state == Registration.State.OFFERED  # an offered place is kept for them
    over = not held and not row.meeting.count_places().room_for(row.role)
    if over and not even_if_full:
        raise Refused(Answer(Outcome.FULL, FULL))
    if row.has_ended and row.meeting.registrations.active().filter(email=row.email).exists():
        raise Refused(Answer(Outcome.HAS_A_PLACE, "They have registered again since: look for them in the list."))
    log(actor=None, action="events/let-in", target=row, was=row.state, over_capacity=over)
    row.state, row.withdrawn_at = Registration.State.CONFIRMED, None


def _clamped(meeting: Meeting, at: datetime | None, now: datetime) -> datetime:
    """The time that the phone says, if it can be true."""
    return at if at is not None and opens_at(meeting) <= at <= now else now


def _copy(row: Registration, to: Registration) -> None:
    for name in ("state", "present_at", "present_by"):
        setattr(to, name, getattr(row, name))
