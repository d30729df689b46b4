"""Is the portal well? Down: do not send people here. Degraded: it works, but somebody should look."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.notifications import queues
from portal.notifications.models import Lease, Mail

OK, DEGRADED, DOWN = "ok", "degraded", "down"
LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    name: str
    state: str
    note: str = ""


def findings() -> list[Finding]:
    """What each check says; a database that is away answers for all that need it."""
    checks = [
        database,
        migrations,
        mail,
        worker,
        *(import_string(path) for path in settings.PORTAL_PROVIDERS["health"]),
    ]
    found = []
    for check in checks:
        found.append(_ask(check))
        if found[-1].state == DOWN:
            break
    return found


def worst(found: list[Finding]) -> str:
    return max((finding.state for finding in found), key=[OK, DEGRADED, DOWN].index)


def database() -> Finding:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    slow = time.perf_counter() - began > 1
    return Finding("database", DEGRADED if slow else OK, "slow to answer" if slow else connection.display_name)


def migrations() -> Finding:
    waiting = waiting_migrations()
    return Finding("migrations", DOWN if waiting else OK, f"{waiting} are waiting" if waiting else "")


def waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def mail() -> Finding:
    """Mail that has been due for minutes: no worker is taking it."""
    late = Mail.objects.due(timezone.now() - LATE).count()
    return Finding("mail", DEGRADED if late else OK, f"{late} late" if late else "")


def worker() -> Finding:
    """Each worker renews a lease while it lives."""
    alive = Lease.objects.filter(name__startswith="worker:", expires_at__gt=timezone.now()).exists()
    if alive or queues.configured() is None:  # tasks that run at once need none
        return Finding("worker", OK)
    return Finding("worker", DEGRADED, "none is at work")


def _ask(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except DatabaseError as error:
        return Finding(check.__name__, DOWN, type(error).__name__)
