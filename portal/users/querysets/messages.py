"""Reads of messages between people, as words."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class MessageQuerySet(models.QuerySet):
    def delivered(self) -> MessageQuerySet:
        return self.filter(withheld=False)

    def of(self, person: models.Model) -> MessageQuerySet:
        """What somebody wrote, and what reached them."""
        return self.filter(Q(sender=person.pk) | Q(receiver=person.pk, withheld=False))

    def reported(self) -> MessageQuerySet:
        """What waits for the programme's staff."""
        return self.filter(reported_at__isnull=False, settled_at=None)

    def since(self, moment: datetime) -> MessageQuerySet:
        return self.filter(sent_at__gt=moment)

    def old(self, before: datetime) -> MessageQuerySet:
        """Written before, and no report about it waits."""
        return self.filter(sent_at__lt=before).exclude(reported_at__isnull=False, settled_at=None)

    def with_people(self) -> MessageQuerySet:
        return self.select_related("sender__trust", "receiver__trust", "seat__organisation")
