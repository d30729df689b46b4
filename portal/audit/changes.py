"""A mark that moves whenever the portal changes, for whoever keeps ready answers (portal.cms.public_cache)."""

from __future__ import annotations

import secrets

from django.core.cache import cache
from django.db import transaction

KEY = "portal-changed"


def mark_change() -> None:
    """Once the running transaction is committed, the mark is a new one."""
    transaction.on_commit(lambda: cache.set(KEY, secrets.token_hex(8), None))


def change_mark() -> str:
    """The mark of now. A lost cache gives a mark of its own, never an older one back."""
    return cache.get(KEY, "0")
