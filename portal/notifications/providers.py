"""What mail and work later do each minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.management import call_command

from . import queues
from .models import Lease, Mail
from .outbox import wake

# A sweep gives hints again; what is beyond it waits for the next minute.
SWEEP = 1000


def publish_scheduled(now: datetime) -> int:
    """Wagtail's own: pages and snippets whose time has come or gone."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def sweep_mail(now: datetime) -> int:
    """Mail that nobody comes for: a lost hint, a next try, a worker that died."""
    mail_ids = list(Mail.objects.forgotten(now).values_list("pk", flat=True)[:SWEEP])
    wake(mail_ids)
    return len(mail_ids)


def mend_queue(now: datetime) -> int:
    """What dead workers held starts again, and what was done long ago is forgotten."""
    Lease.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    queue = queues.configured()
    return queue.rescue(now) + queue.tidy(now) if queue else 0
