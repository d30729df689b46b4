"""What is due now: `manage.py tick` asks every provider, once a minute, and only one tick works at a time."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from . import leases

logger = logging.getLogger(__name__)

LEASE = "tick"
MINUTE = 60


@dataclass
class Round:
    """What one tick did: how much by provider, and which ones failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def tick() -> Round | None:
    """Do all that is due. None: another tick is at it."""
    holder = leases.new_holder()
    if not leases.take(name=LEASE, holder=holder, seconds=5 * MINUTE):
        return None
    this = Round()
    try:
        for path in settings.PORTAL_PROVIDERS["tick"]:
            ask(path, this)
            if not leases.take(name=LEASE, holder=holder, seconds=5 * MINUTE):
                logger.error("the tick took so long that another began; it stops here")
                return this
        leases.take(name="ticked", holder="tick", seconds=3 * MINUTE)  # health reads that it came to its end
    finally:
        leases.release(name=LEASE, holder=holder)
    return this


def ask(path: str, this: Round) -> None:
    """One provider that fails does not stop the others."""
    try:
        if count := import_string(path)(timezone.now()):
            this.done[path] = count
    except Exception:
        logger.exception("%s failed", path)
        this.failed.append(path)
        if not connection.in_atomic_block:
            close_old_connections()  # a connection that broke must not fail the next one too
