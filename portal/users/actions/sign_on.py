"""Verbs of single sign-on: an account made by a provider, linked to one, unlinked from it."""

from __future__ import annotations

from django.db import transaction

from portal.audit.actions import log

from ..models import User


@transaction.atomic
def sign_up_by_provider(*, user: User, provider: str) -> None:
    """Note that somebody came by a provider for the first time. Trust and role are asked, never taken from it."""
    log(actor=user, action="users/signed-up", target=user, provider=provider)


@transaction.atomic
def record_linked(*, user: User, provider: str) -> None:
    """Note that a person may sign in with a provider from now on."""
    log(actor=user, action="users/linked-sign-on", target=user, provider=provider)


@transaction.atomic
def record_unlinked(*, user: User, provider: str) -> None:
    """Note that a provider opens this account no more."""
    log(actor=user, action="users/unlinked-sign-on", target=user, provider=provider)
