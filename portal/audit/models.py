"""The log: one row for each thing done, never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from .querysets import LogQuerySet


class LogEntry(models.Model):
    """Who did what to what, and when. Append-only: no row is changed or deleted by code."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    # No constraint: the log outlives the account, and closing an account must not write here.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(max_length=200, help_text="The name as it was then; 'The portal' for scheduled work.")
    action = models.CharField(max_length=80, db_index=True, help_text="app/verb, for example networks/joined")
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    target_name = models.CharField(max_length=255)
    data = models.JSONField(default=dict)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id"])]
        verbose_name_plural = "log entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.target_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("The log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The log is append-only.")

    @property
    def details(self) -> str:
        return "; ".join(f"{name}: {value}" for name, value in sorted(self.data.items()))


def actor_name(actor: AbstractBaseUser | AnonymousUser | None) -> str:
    if actor is None:
        return "The portal"
    return str(actor)[:200] if actor.is_authenticated else "A visitor"
