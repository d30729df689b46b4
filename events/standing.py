"""Who may act for whom at meetings: each for themselves, and an assistant for the directors who let them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from portal.cms.audience import takes_part
from portal.privacy.holdings import addresses_of

from .models import Delegation, Invitation, Registration


def named_by(user: AbstractBaseUser) -> Q:
    """Rows (of invitations or registrations) that name this person: by account, or by an address they proved."""
    return Q(user=user) | Q(email__in=addresses_of(user))


def directors_of(user: AbstractBaseUser | AnonymousUser) -> list[Delegation]:
    """For whom this person acts now. An assistant whose account is not approved acts for nobody."""
    return list(Delegation.objects.granted().held_by(user).select_related("director")) if takes_part(user) else []


def of_directors(delegations: list[Delegation]) -> Q:
    """Rows that name one of these directors."""
    emails = {delegation.director_email for delegation in delegations}
    accounts = {delegation.director_id for delegation in delegations if delegation.director_id}
    return Q(email__in=emails) | Q(user__in=accounts)


def reach_of(user: AbstractBaseUser | AnonymousUser) -> Q:
    """Rows that this person may answer for: their own, and those of their directors."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return named_by(user) | of_directors(directors_of(user))


def may_act(user: AbstractBaseUser, row: Invitation | Registration) -> bool:
    return type(row).objects.filter(reach_of(user), pk=row.pk).exists()


def is_for_somebody_else(user: AbstractBaseUser | None, row: Invitation | Registration) -> bool:
    """Whether a signed-in person acts for a director, and not for themselves."""
    return user is not None and not type(row).objects.filter(named_by(user), pk=row.pk).exists()


def invitations_of(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Invitation]:
    sent = Invitation.objects.exclude(state=Invitation.State.NOT_SENT)
    return sent.filter(reach_of(user)).with_event()
