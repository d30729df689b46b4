"""How long the portal keeps what it holds: each app gives a rule for each class of its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

BATCH = 1000

# Where a period comes from, as the schedule says it.
PROGRAMME = "Decided by the programme"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One class of records: how long they are kept, counted from when, and why.

    `rows` gives those whose time is up. `away` takes some of them away, by default by deleting; what it leaves must no
    longer be among `rows`, or a purge would never end.
    """

    key: str  # "notifications/mail": in the log and in what a purge did
    record: str  # the class, in plain English: "Mails the portal sent"
    table: type[models.Model]
    keep_for: timedelta
    counted_from: str  # "the day it was sent"
    date: str  # the column that is counted from
    happens: str  # "The row is deleted." or "The address is taken out; the comment stays."
    why: str
    source: str = PROGRAMME
    rows: Callable[[datetime], models.QuerySet]  # (the moment before which it must have happened)
    away: Callable[[Any], int] | None = None

    def due(self, now: datetime) -> models.QuerySet:
        """The rows whose time is up, the oldest first."""
        return self.rows(now - self.keep_for).order_by(self.date, "pk")

    def purge(self, now: datetime, batch: int = BATCH) -> int:
        """Take one batch away; how many rows it was. 0: nothing is left."""
        keys = list(self.due(now).values_list("pk", flat=True)[:batch])
        if not keys:
            return 0
        taken = self.table._default_manager.filter(pk__in=keys)
        if self.away:
            self.away(taken)
        else:
            taken.delete()
        return len(keys)

    @property
    def period(self) -> str:
        """ "30 days", "12 months", "6 years": as people say it."""
        days = self.keep_for.days
        if days and days % 365 == 0 and days > 365:
            return f"{days // 365} years"
        if days == 365:
            return "12 months"
        if days % 30 == 0 and days > 60:
            return f"{days // 30} months"
        return "1 day" if days == 1 else f"{days} days"


def rules() -> list[Rule]:
    """Every app's rules, by the name of the record."""
    found = [rule for path in settings.PORTAL_PROVIDERS["retention"] for rule in import_string(path)()]
    return sorted(found, key=lambda rule: rule.record)


@dataclass(frozen=True)
class Line:
    """What a purge would do by one rule, now."""

    rule: Rule
    due: int
    oldest: date | datetime | None  # the date the oldest due row is counted from


def preview(now: datetime) -> list[Line]:
    """Counts and dates; nothing is changed."""
    return [
        Line(rule, rule.due(now).count(), rule.due(now).values_list(rule.date, flat=True).first()) for rule in rules()
    ]


def schedule() -> str:
    """The rules as a table of docs/governance/retention.md; a test compares."""
    head = "| record | kept for | counted from | then | why | source |\n|---|---|---|---|---|---|"
    rows = [
        f"| {rule.record} | {rule.period} | {rule.counted_from} | {rule.happens} | {rule.why} | {rule.source} |"
        for rule in rules()
    ]
    return "\n".join([head, *rows]) + "\n"
