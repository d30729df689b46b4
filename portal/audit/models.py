"""The log: one row for each thing done, never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from .querysets import LogQuerySet, StandsForEver

KEPT_DAYS = 365  # the database itself refuses to delete what is younger; retention may keep it longer


class AppendOnly(models.Model):
    """Written once. The database refuses the same by triggers, whatever code asks."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The log is append-only.")


class LogEntry(AppendOnly):
    """Who did what to what, and when. Keys only: names are looked up by whoever reads (`names.py`)."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # No constraint: the log outlives the account, and closing an account must not write here.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    by_visitor = models.BooleanField(
        default=False, help_text="Somebody without an account. Else, no actor: the portal."
    )
    action = models.CharField(max_length=80, db_index=True, help_text="app/verb, for example networks/joined")
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)

    actor_name: str  # for whoever reads: set by `names.name_all`
    target_name: str

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"])]
        verbose_name_plural = "log entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_type} {self.target_id}"

    @property
    def verb(self) -> str:
        """ "Member removed": what was done, as people read it."""
        return self.action.partition("/")[2].replace("_", " ").replace("-", " ").capitalize()

    @property
    def details(self) -> str:
        """ "days: 7; public: yes". The record itself keeps keys and codes only."""
        said = [f"{name.replace('_', ' ')}: {_in_words(value)}" for name, value in sorted(self.data.items())]
        return "; ".join(said)


def _in_words(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return ", ".join(map(str, value)) if isinstance(value, list) else value


class Purge(AppendOnly):
    """That whole months were taken away. Without this row the database lets nobody delete an entry."""

    at = models.DateTimeField(auto_now_add=True)
    before = models.DateTimeField(help_text="Entries before the first moment of this month are gone.")
    entries = models.PositiveIntegerField(help_text="How many there were.")

    objects = StandsForEver.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Months before {self.before:%Y-%m}"
