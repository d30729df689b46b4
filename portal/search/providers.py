"""What search answers when asked: every page that may be found, and what is due each minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from wagtail.models import Page

from .actions import purge, repair
from .findable import Findable
from .pages import findables_of, key_of
from .tasks import feed


def pages() -> Iterator[tuple[str, Sequence[Findable]]]:
    """Every live page with a kind."""
    for page in Page.objects.live().order_by("pk").specific().iterator(chunk_size=200):
        if entries := findables_of(page):
            yield key_of(page), entries


def sweep(now: datetime) -> int:
    """Find what was missed: pages without a row, rows the engine does not have, markers nobody needs."""
    return repair() + feed.func() + purge()
