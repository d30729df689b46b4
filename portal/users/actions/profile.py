"""Verbs of an account: sign up, verify an address, say who I am."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.audit.actions import log
from portal.cms.models import Theme

from ..models import User

PROFILE = ("first_name", "last_name", "job_title", "role", "trust", "shown_to")


@transaction.atomic
def sign_up(*, user: User, first_name: str, last_name: str, role: str) -> None:
    """Complete the account that somebody just made with what they told of themselves."""
    user.first_name, user.last_name, user.role = first_name, last_name, role
    user.save(update_fields=["first_name", "last_name", "role"])
    log(actor=user, action="users/signed-up", target=user)


@transaction.atomic
def record_verified_address(*, user: User) -> None:
    """Note that somebody proved an address is theirs."""
    log(actor=user, action="users/verified-address", target=user)


@transaction.atomic
def update_profile(*, user: User, themes: Iterable[Theme], **fields: Any) -> list[str]:
    """Write what somebody says of themselves; returns the names of what changed."""
    before = User.objects.get(pk=user.pk)
    changed = [name for name in PROFILE if name in fields and getattr(before, name) != fields[name]]
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
    user.themes.set(themes)
    log(actor=user, action="users/updated-profile", target=user, changed=changed)
    return changed
