"""The one verb of the log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from .changes import mark_change
from .models import LogEntry, actor_name


def log(*, actor: AbstractBaseUser | AnonymousUser | None, action: str, target: models.Model, **data: Any) -> LogEntry:
    """Write that `actor` did `action` ("networks/joined") to `target`.

    Call it inside the transaction of the change. `actor=None` means the portal itself. `data` must be JSON; it never
    holds what was typed, only what was decided.
    """
    mark_change()
    return LogEntry.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        actor_name=actor_name(actor),
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_name=str(target)[:255],
        data=data,
    )
