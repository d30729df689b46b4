"""Whether somebody is kept from writing on a page, and the words they read instead."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from portal.cms.components import dates

from .models import Block
from .refusals import NotTaken


def block_on(*, user: AbstractBaseUser | AnonymousUser, page: Page) -> Block | None:
    """What keeps this person from writing here; the one that lasts longest."""
    if not user.is_authenticated:
        return None
    return lasting_longest(Block.objects.on(user, page))


def lasting_longest(blocks: Iterable[Block]) -> Block | None:
    return max(blocks, key=lambda block: (block.until is None, block.until or block.at), default=None)


def refuse_blocked(*, user: AbstractBaseUser | AnonymousUser, page: Page) -> None:
    block = block_on(user=user, page=page)
    if block is not None:
        raise NotTaken(words_of(block))


def words_of(block: Block) -> str:
    until = f"until {dates.day(block.until)}" if block.until else "until a moderator lifts this"
    return f"You can read but not write in {block.where} {until}. The reason: {block.reason}"
