"""Reads of mail, as words."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class MailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> MailQuerySet:
        """Those a worker should take now."""
        return self.filter(state__in=[self.model.State.QUEUED, self.model.State.RETRY], due_at__lte=now)
