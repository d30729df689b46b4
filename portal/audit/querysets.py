"""Reads of the log, as words; and its refusal to be changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth


class StandsForEver(models.QuerySet):
    """Rows that code cannot change or delete."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The log is append-only.")

    update = bulk_update = update_or_create = delete = _refuse
    aupdate = abulk_update = aupdate_or_create = adelete = _refuse
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]


class LogQuerySet(StandsForEver):
    def about(self, target: models.Model) -> LogQuerySet:
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def by(self, person: AbstractBaseUser) -> LogQuerySet:
        return self.filter(actor_id=person.pk)

    def by_the_portal(self) -> LogQuerySet:
        return self.filter(actor_id=None, by_visitor=False)

    def concerning(self, keys: dict[str, list[str]], person_keys: list[int], words: str) -> LogQuerySet:
        """What these things suffered, what these people did, or what has these words in its action or as its key."""
        found = Q(action__icontains=words) | Q(target_id=words) | Q(actor_id__in=person_keys)
        if words.isdigit() and len(words) < 19:
            found |= Q(actor_id=int(words))
        for kind, ids in keys.items():
            found |= Q(target_type=kind, target_id__in=ids)
        return self.filter(found)

    def before(self, moment: datetime) -> LogQuerySet:
        return self.filter(at__lt=moment)

    def by_month(self) -> list[tuple[datetime, int]]:
        """The months there are, the first one first, with their number of entries."""
        months = self.order_by().annotate(month=TruncMonth("at")).values_list("month").order_by("month")
        return list(months.annotate(count=models.Count("pk")))

    def take_away(self) -> int:
        """For `actions.purge_log` alone: the database deletes only what a purge's row covers."""
        return self._raw_delete(self.db)
