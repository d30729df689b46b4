"""Which outside engine is configured, and whether it is known to be away."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache

from . import Engine

AWAY = "search:engine-away"
ASK_AGAIN_AFTER = 15  # seconds during which nobody waits for it

log = logging.getLogger(__name__)


def outside_engine() -> Engine | None:
    if not settings.ELASTICSEARCH_URL:
        return None
    from .elastic import ElasticEngine  # costs 0.3 s to import, so only where it is configured

    return ElasticEngine()


def is_away() -> bool:
    return bool(cache.get(AWAY))


def away() -> None:
    log.warning("The search engine does not answer; searching in the database.")
    cache.set(AWAY, True, ASK_AGAIN_AFTER)


def back() -> None:
    cache.delete(AWAY)
