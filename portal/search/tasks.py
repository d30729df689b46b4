"""Work later: give the outside engine what changed. The rows are the truth, so every run may be lost or repeated."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django_tasks import task

from .engines import EngineAwayError
from .engines.presence import away, back, outside_engine
from .models import SearchEntry

BATCH = 500
QUEUED = "search:feed-queued"


def feed_soon() -> None:
    """When this transaction is committed, wake a worker; if that is lost, the sweep does it."""
    if settings.ELASTICSEARCH_URL:
        transaction.on_commit(_enqueue)


def _enqueue() -> None:
    if cache.add(QUEUED, True, 30):
        feed.enqueue()


@task()
def feed() -> int:
    """Give the outside engine all rows it does not have yet; how many it took."""
    cache.delete(QUEUED)
    engine = outside_engine()
    taken = 0
    while engine is not None:
        rows = list(SearchEntry.objects.pending().with_audiences()[:BATCH])
        if not rows:
            break
        try:
            engine.index(rows)
        except EngineAwayError:
            away()
            break
        for row in rows:
            # Only this version: a change made meanwhile stays pending.
            SearchEntry.objects.filter(pk=row.pk, version=row.version).update(indexed_version=F("version"))
        taken += len(rows)
        back()
    return taken
