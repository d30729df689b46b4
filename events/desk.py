"""An assistant's desk: the directors they act for, with what each was invited to and is registered for."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from .models import Delegation, Invitation, Registration
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


def _share_out(sides: list[Side], reach: Q) -> None:
    for invitation in Invitation.objects.coming_up().filter(reach):
        for side in sides:
            if side.names(invitation):
                side.invitations.append(invitation)
    for registration in Registration.objects.coming_up().filter(reach):
        for side in sides:
            if side.names(registration):
                side.registrations.append(registration)
