"""The trusts that somebody speaks for, by seats that others have vouched for."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import takes_part
from portal.organisations.models import Organisation

from .models import Tenure
from .models.people import TRUST_ROLES


def own_trusts(user: AbstractBaseUser | AnonymousUser, *, roles: Collection[str] = TRUST_ROLES) -> list[Organisation]:
    """Open trusts where this person holds a seat in one of these roles, confirmed and vouched for; by name."""
    if not takes_part(user):
        return []
    held = Tenure.objects.vouched().filter(person=user.pk, seat__role__in=roles)
    return list(Organisation.objects.trusts().filter(pk__in=held.values("seat__organisation")).order_by("name"))
