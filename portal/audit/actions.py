"""The verbs of the log: write what was done, and take whole old months away."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from .changes import mark_change
from .models import KEPT_DAYS, LogEntry, Purge

CODE = re.compile(r"[^\s]{0,100}|\(\w+\)")


class NotACodeError(TypeError):
    """Somebody wanted to write words into the log, which cannot be taken out again."""


class TooYoungError(ValueError):
    """Months of the log that must still be kept."""


def log(*, actor: AbstractBaseUser | AnonymousUser | None, action: str, target: models.Model, **data: Any) -> LogEntry:
    """Write that `actor` did `action` ("networks/joined") to `target`.

    Call it inside the transaction of the change. `actor=None` means the portal itself. `data` must be JSON; it holds
    keys, codes, numbers and dates, never names and never what was typed: nobody can take them out again.
    """
    mark_change()
    return _write(actor, action, target, data)


def log_aside(
    *, actor: AbstractBaseUser | AnonymousUser | None, action: str, target: models.Model, **data: Any
) -> LogEntry:
    """As `log`, of what no public page shows (signing in, a second factor): the cache of public pages stays."""
    return _write(actor, action, target, data)


def log_view(*, viewer: AbstractBaseUser, target: models.Model, what: str = "", **data: Any) -> LogEntry:
    """Write that staff looked at something that is not theirs. `what` is a code: "registrations", "held-text"."""
    return _write(viewer, "audit/viewed", target, data | ({"what": what} if what else {}))


def log_export(
    *, actor: AbstractBaseUser, model: type[models.Model] | None, view: str, form: str, rows: int
) -> LogEntry:
    """Write that somebody took a list of the editors' side away: how many rows, not what they say."""
    app = model._meta.app_label if model else "admin"
    kind = model._meta.label_lower if model else ""
    return _write(actor, f"{app}/exported", actor, {"list": kind, "view": view, "form": form, "rows": rows})


def _write(
    actor: AbstractBaseUser | AnonymousUser | None, action: str, target: models.Model, data: dict[str, Any]
) -> LogEntry:
    _refuse_words(data)
    known = actor is not None and actor.is_authenticated
    return LogEntry.objects.create(
        actor_id=actor.pk if known else None,  # type: ignore[union-attr]
        by_visitor=actor is not None and not known,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        data=data,
    )


def _refuse_words(value: Any) -> None:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple, set)):
        for one in value:
            _refuse_words(one)
    elif isinstance(value, str) and not CODE.fullmatch(value):
        raise NotACodeError("The log takes keys and codes. Leave out names, and what somebody typed.")


def month_start(month: date) -> datetime:
    return timezone.make_aware(datetime.combine(month.replace(day=1), time.min))


@transaction.atomic
def purge_log(*, before: date, actor: AbstractBaseUser | None = None) -> int:
    """Delete the months before this one; how many entries went. The row of the purge is what the database asks for."""
    end = month_start(before)
    if end > timezone.now() - timedelta(days=KEPT_DAYS):
        raise TooYoungError(f"The log is kept for at least {KEPT_DAYS} days.")
    old = LogEntry.objects.before(end)
    purge = Purge.objects.create(before=end, entries=old.count())
    gone = old.take_away()
    log(actor=actor, action="audit/purged", target=purge, before=f"{end:%Y-%m}", entries=gone)
    return gone
