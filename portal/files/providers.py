"""What files answer when an upper app, or the clock, asks."""

from __future__ import annotations

from datetime import datetime

from .models import PortalDocument
from .tasks import read_document

AT_ONCE = 20


def read_waiting_documents(now: datetime) -> int:
    """Queue the documents that nothing has read yet; the queue may have forgotten them."""
    waiting = list(PortalDocument.objects.unread().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        read_document.enqueue(pk)
    return len(waiting)
