"""Take, keep and give back the right to be the only one doing something."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import timedelta

from django.utils import timezone

from .models import Lease


def new_holder() -> str:
    """A name for this process that no other has."""
    return f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(4)}"


def take(*, name: str, holder: str, seconds: int) -> bool:
    """Take the lease, or renew one's own. False: somebody else has it."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    mine_or_free = Lease.objects.filter(name=name).exclude(expires_at__gt=now).update(holder=holder, expires_at=until)
    if mine_or_free or Lease.objects.filter(name=name, holder=holder).update(expires_at=until):
        return True
    # Two may insert at once: the second's row is ignored and it reads that the first is the holder.
    Lease.objects.bulk_create([Lease(name=name, holder=holder, expires_at=until)], ignore_conflicts=True)
    return Lease.objects.filter(name=name, holder=holder).exists()


def release(*, name: str, holder: str) -> None:
    Lease.objects.filter(name=name, holder=holder).delete()
