"""Keeping somebody from writing, in a network or anywhere; and letting them write again."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.discussion.answers import tell_blocked
from portal.discussion.models import Block
from portal.discussion.refusals import NotTaken


class BlockTerms(TypedDict):
    """Where somebody is kept from writing, and for how many days."""

    page: Page | None
    days: int | None


def may_block(*, user: AbstractBaseUser, page: Page | None) -> bool:
    """In a network whoever looks after it; anywhere the programme's staff, who may do so in what they may see, too."""
    if not user.is_authenticated or not user.is_active:
        return False
    if getattr(user, "is_staff", False):
        return page is None or may_see(user, [row.token for row in page.audience_rows.all()])
    return page is not None and user in page.specific.moderators()


@transaction.atomic
def block_writer(
    *, person: AbstractBaseUser, page: Page | None, reason: str, by: AbstractBaseUser, days: int | None = None
) -> Block:
    """Keep somebody from writing in the network with this home, or anywhere: for so many days, or until it is lifted.

    They can still read. They are told why, and how to appeal. Where they are kept out already, this takes its place.
    """
    if not may_block(user=by, page=page):
        raise PermissionDenied
    if person.pk == by.pk or getattr(person, "is_staff", False):
        raise NotTaken("This person cannot be kept from writing here. Write to the programme instead.")
    if page is not None and person in page.specific.moderators():
        raise NotTaken("They look after this network. A convenor has to end that role first.")
    now = timezone.now()
    Block.objects.in_force().filter(person=person.pk, page=page).update(lifted_at=now, lifted_by=by)
    until = now + timedelta(days=days) if days else None
    block = Block.objects.create(person=person, page=page, reason=reason[:300], until=until, by=by)
    log(actor=by, action="discussion/blocked", target=block, user=person.pk, page=page.pk if page else None, days=days)
    tell_blocked(block)
    return block


@transaction.atomic
def lift_block(*, block: Block, by: AbstractBaseUser) -> Block:
    """Let somebody write again. Safe to repeat."""
    block = Block.objects.select_for_update(no_key=True, of=("self",)).select_related("page", "person").get(pk=block.pk)
    if not may_block(user=by, page=block.page):
        raise PermissionDenied
    if block.is_in_force():
        end_block(block, by=by)
    return block


def end_block(block: Block, *, by: AbstractBaseUser) -> None:
    block.lifted_at, block.lifted_by = timezone.now(), by  # type: ignore[assignment]
    block.save(update_fields=["lifted_at", "lifted_by"])
    log(actor=by, action="discussion/block_lifted", target=block, user=block.person_id, page=block.page_id)
    tell_blocked(block, lifted=True)
