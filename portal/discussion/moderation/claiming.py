"""Taking something from the queue: for half an hour it is one moderator's, and nobody else decides it."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.components import dates
from portal.discussion.models import Waiting
from portal.discussion.refusals import NotTaken

W = TypeVar("W", bound=Waiting)


@transaction.atomic
def claim(*, row: W, by: AbstractBaseUser) -> W:
    """Take it for half an hour, or for half an hour more."""
    row = locked(row, by=by)
    row.claimed_by, row.claimed_at = by, timezone.now()  # type: ignore[assignment]
    row.save(update_fields=["claimed_by", "claimed_at"])
    log(actor=by, action="discussion/claimed", target=row)
    return row


@transaction.atomic
def release(*, row: W, by: AbstractBaseUser) -> W:
    """Give it back to the others. What somebody else has taken stays theirs."""
    row = type(row)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if row.claimed_by_id == by.pk:
        row.claimed_by = row.claimed_at = None
        row.save(update_fields=["claimed_by", "claimed_at"])
        log(actor=by, action="discussion/released", target=row)
    return row


def locked(row: W, *, by: AbstractBaseUser) -> W:
    """The row, held until the end of the transaction, unless somebody else has taken it."""
    rows = type(row)._default_manager.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("claimed_by").get(pk=row.pk)
    if row.is_taken_from(by):
        until = dates.clock(row.claim_ends)  # type: ignore[arg-type]
        raise NotTaken(f"{row.claimed_by} has taken this one until {until}. Choose another.")
    return row


def let_go(row: Waiting) -> list[str]:
    """A decision ends a claim; the columns to save."""
    row.claimed_by = row.claimed_at = None
    return ["claimed_by", "claimed_at"]
