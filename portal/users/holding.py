"""Who holds an audience token that says nothing of networks: `portal.cms.audience.tokens_of` from the other side."""

from __future__ import annotations

from django.db.models import Q

from portal.cms.audience import PUBLIC, SIGNED_IN, STAFF

EVERYBODY = Q(pk__isnull=False)  # an empty Q would vanish in an `or`
TAKE_PART = Q(is_active=True) & (Q(admitted_at__isnull=False) | Q(is_staff=True))


def holders(token: str) -> Q | None:
    """The people who hold this token, or None where it is none of these."""
    if token == PUBLIC:
        return EVERYBODY
    if token == SIGNED_IN:
        return TAKE_PART
    if token == STAFF:
        return TAKE_PART & Q(is_staff=True)
    kind, _, key = token.partition(":")
    return TAKE_PART & Q(pk=int(key)) if kind == "user" and key.isdigit() else None
