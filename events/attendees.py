"""Somebody who is to come to a meeting, with an account or without."""

from __future__ import annotations

from dataclasses import dataclass

from portal.users.models import User


@dataclass(frozen=True)
class Attendee:
    """The person as a registration names them."""

    name: str
    email: str
    role: str = ""
    trust_id: int | None = None
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> Attendee:
        return cls(name=str(user), email=user.email, role=user.role, trust_id=user.trust_id, user=user)
