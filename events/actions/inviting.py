"""Verbs of organisers: ask people by name to a meeting, write to them, remind them, take an invitation back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.users.models import Tenure, User

from .. import links
from ..attendees import Attendee, accounts_of
from ..models import EventPage, Invitation

BATCH = 200


@transaction.atomic
def invite(*, event: EventPage, people: Iterable[Attendee], actor: User) -> list[Invitation]:
    """Write these people down; nothing is sent yet. Who is invited or registered already is left as they are."""
    _only_organisers(event, actor)
    meeting = event.meeting
    wanted = {person.email.lower(): person for person in people}
    known = set(meeting.invitations.filter(email__in=wanted).values_list("email", flat=True))
    known |= set(meeting.registrations.active().filter(email__in=wanted).values_list("email", flat=True))
    rows = [
        Invitation(
            meeting=meeting,
            name=person.name,
            email=email,
            role=person.role,
            trust_id=person.trust_id,
            user=person.user,
            invited_by=actor,
        )
        for email, person in wanted.items()
        if email not in known
    ]
    Invitation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    if rows:
        log(actor=actor, action="events/wrote-invitations", target=meeting, count=len(rows))
    return rows


@transaction.atomic
def invite_seats(*, event: EventPage, role: str, trusts: Iterable[int], actor: User) -> list[Invitation]:
    """Everybody who holds the seat of this role at these trusts, by the address of their account."""
    tenures = holders_of(role=role, trusts=trusts)
    people = [
        Attendee(
            name=str(tenure.person),
            email=tenure.person.email,
            role=role,
            trust_id=tenure.seat.organisation_id,
            user=tenure.person,
        )
        for tenure in tenures
    ]
    return invite(event=event, people=people, actor=actor)


def holders_of(*, role: str, trusts: Iterable[int]) -> list[Tenure]:
    """Who holds the seat of this role at these trusts now, each person once."""
    held = Tenure.objects.current().filter(seat__role=role, seat__organisation__in=list(trusts), person__is_active=True)
    tenures = held.select_related("person", "seat").order_by("pk")
    return list({tenure.person_id: tenure for tenure in tenures}.values())


def send_invitations(*, event: EventPage, actor: User, now: datetime | None = None) -> int:
    """Write to everybody who was not written to yet. Safe to repeat, also when it broke off half-way."""
    _only_organisers(event, actor)
    sent = 0
    while batch := _send_some(event, actor, now or timezone.now()):
        sent += batch
    return sent


@transaction.atomic
def _send_some(event: EventPage, actor: User, now: datetime) -> int:
    batch = list(event.meeting.invitations.to_send().select_for_update(of=("self",)).order_by("pk")[:BATCH])
    tell_invited(batch, "invited", event=event, inviter=str(actor))
    Invitation.objects.filter(pk__in=[one.pk for one in batch]).update(state=Invitation.State.SENT, sent_at=now)
    if batch:
        log(actor=actor, action="events/sent-invitations", target=event.meeting, count=len(batch))
    return len(batch)


@transaction.atomic
def remind_invited(*, event: EventPage, actor: User, now: datetime | None = None) -> int:
    """Write once more to those who have not answered. Nobody is written to twice within a day."""
    _only_organisers(event, actor)
    now = now or timezone.now()
    rows = list(event.meeting.invitations.to_remind(now).select_for_update(of=("self",)).order_by("pk"))
    tell_invited(rows, "invited_reminder", event=event, inviter=str(actor), key=f"{now:%Y%m%d%H%M%S}")
    Invitation.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=now)
    if rows:
        log(actor=actor, action="events/reminded-invited", target=event.meeting, count=len(rows))
    return len(rows)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: User) -> None:
    """The link opens nothing any more. A place that came of it stays."""
    _only_organisers(invitation.meeting.page, actor)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.is_revoked:
        return
    invitation.state = Invitation.State.REVOKED
    invitation.save(update_fields=["state"])
    log(actor=actor, action="events/revoked-invitation", target=invitation)


def tell_invited(
    invitations: Iterable[Invitation], name: str, *, event: EventPage, key: str = "", **context: object
) -> None:
    """A mail to each of these people, with their own link. Few queries, however many."""
    rows = list(invitations)
    accounts = accounts_of([row.email for row in rows])
    notify(
        recipients=[
            Recipient(
                email=row.email,
                name=row.name,
                user=accounts.get(row.email),
                target=row,
                words={"link": links.invitation_link(row)},
            )
            for row in rows
        ],
        kind=f"events/{name}",
        target=event.meeting,
        context={"event": event, "meeting": event.meeting, **context},
        key=key,
        about=event.meeting,
    )


def _only_organisers(event: EventPage, actor: User) -> None:
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can invite people.")
