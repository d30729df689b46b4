"""Reads of what staff did about accounts, as words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


class MergeQuerySet(models.QuerySet):
    def about(self, person: Any) -> MergeQuerySet:
        """Those in which this account was given or received."""
        return self.filter(Q(source=person) | Q(target=person)).select_related("source", "target", "merged_by")
