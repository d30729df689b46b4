"""Verbs of somebody's own calendar: make the secret link, take it back."""

from __future__ import annotations

import secrets

from django.db import transaction

from portal.audit.actions import log
from portal.users.models import User

from ..models import CalendarLink


@transaction.atomic
def make_calendar_link(*, user: User) -> str:
    """A new secret for this person's calendar; an older one stops to work. Shown once: only its digest is kept."""
    token = secrets.token_urlsafe(32)
    link, _ = CalendarLink.objects.update_or_create(user=user, defaults={"digest": CalendarLink.digest_of(token)})
    log(actor=user, action="events/made-calendar-link", target=link)
    return token


@transaction.atomic
def revoke_calendar_link(*, user: User) -> None:
    """Let the secret address answer nobody any more. Safe to repeat."""
    for link in CalendarLink.objects.filter(user=user):
        log(actor=user, action="events/revoked-calendar-link", target=link)
        link.delete()
