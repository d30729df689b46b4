"""Somebody who is to come to a meeting, with an account or without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

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

    @classmethod
    def named(cls, *, name: str, email: str, role: str = "", trust_id: int | None = None) -> Attendee:
        """Somebody known by an address: with the account that proved it to be theirs, if there is one."""
        user = account_of(email)
        if user is None:
            return cls(name=name, email=email.lower(), role=role, trust_id=trust_id)
        return cls(name=name, email=user.email, role=role or user.role, trust_id=trust_id or user.trust_id, user=user)


def account_of(email: str) -> User | None:
    """The open account that proved this address. A typed address proves nothing."""
    return accounts_of([email]).get(email.lower())


def accounts_of(emails: Iterable[str]) -> dict[str, User]:
    """The open accounts that proved these addresses, by address in small letters."""
    proved = EmailAddress.objects.filter(verified=True, user__is_active=True).select_related("user")
    rows = proved.alias(small=Lower("email")).filter(small__in={email.lower() for email in emails})
    return {row.email.lower(): row.user for row in rows}
