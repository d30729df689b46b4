"""An assistant's desk: the directors they act for, with what each was invited to and is registered for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from portal.users.models import User

from . import admission
from .answers import Answer, Outcome
from .attendees import Attendee
from .models import Delegation, EventPage, Invitation, Registration
from .standing import directors_of, named_by, of_directors


@dataclass
class Side:
    """One director, or the person themselves (no delegation)."""

    delegation: Delegation | None
    invitations: list[Invitation] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)

    def names(self, row: Invitation | Registration) -> bool:
        person = self.delegation
        return person is not None and (
            row.email == person.director_email or bool(person.director_id and row.user_id == person.director_id)
        )


def desk_of(user: AbstractBaseUser) -> list[Side]:
    """Each director with their coming invitations and registrations. The same queries, however many directors."""
    delegations = directors_of(user)
    sides = [Side(delegation) for delegation in delegations]
    if sides:
        reach = of_directors(delegations)
        _share_out(sides, reach)
    return sides


def own_invitations(user: AbstractBaseUser) -> list[Invitation]:
    """What the person was invited to themselves."""
    return list(Invitation.objects.coming_up().filter(named_by(user)))


def director_of(delegation: Delegation, *, role: str, assistant: User) -> Attendee:
    """The director as a registration names them: without an account, of the trust their assistant speaks for."""
    director = delegation.director
    if director is not None and director.is_active:
        return Attendee.of(director)
    name, email = delegation.director_name, delegation.director_email
    return Attendee.named(name=name, email=email, role=role, trust_id=assistant.trust_id)


def meetings_for(delegation: Delegation, *, assistant: User, now: datetime) -> list[EventPage]:
    """The coming meetings that the assistant sees and the director may be registered for."""
    director = director_of(delegation, role="", assistant=assistant)
    coming = EventPage.objects.visible_to(assistant).upcoming(now).with_meeting()
    theirs = Registration.objects.active().naming_either(director.email, director.user)
    return [
        event
        for event in coming.exclude(meeting__registrations__in=theirs)
        if may_not_register(event, director, assistant=assistant, now=now) is None
    ]


def may_not_register(event: EventPage, director: Attendee, *, assistant: User, now: datetime) -> Answer | None:
    """Why not; None when they may. What holds for the director's own account holds here; else their assistant's."""
    refused = admission.of_the_meeting(event, now) or admission.of_the_window(event, now)
    if refused is not None:
        return refused
    refused = admission.of_the_person(event, director.user or assistant)
    has_a_role_of_their_own = director.user is not None and bool(director.user.role)
    if refused is not None and refused.outcome is Outcome.NOT_ELIGIBLE and not has_a_role_of_their_own:
        return None  # whether the role fits is asked when it is named
    return refused


def _share_out(sides: list[Side], reach: Q) -> None:
    for invitation in Invitation.objects.coming_up().filter(reach):
        for side in sides:
            if side.names(invitation):
                side.invitations.append(invitation)
    for registration in Registration.objects.coming_up().filter(reach):
        for side in sides:
            if side.names(registration):
                side.registrations.append(registration)
