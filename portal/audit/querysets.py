"""Reads of the log, as words; and its refusal to be changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class LogQuerySet(models.QuerySet):
    def about(self, target: models.Model) -> LogQuerySet:
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def search(self, words: str) -> LogQuerySet:
        """In the names of who did it and of what it was done to."""
        return self.filter(Q(actor_name__icontains=words) | Q(target_name__icontains=words) | Q(target_id=words))

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The log is append-only.")

    update = bulk_update = update_or_create = delete = _refuse
    aupdate = abulk_update = aupdate_or_create = adelete = _refuse
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
