"""That somebody left a network: why, if they said so, and until when one press brings them back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .network import Network

WAY_BACK = timedelta(days=14)


class Departure(models.Model):
    """Somebody's own leaving. It goes when they come back, are let in again, or are removed."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="departures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_departures")
    reason = models.CharField(max_length=500, blank=True)
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-left_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["network", "user"], name="one_departure_a_person")]

    def __str__(self) -> str:
        return f"Departure {self.pk} from network {self.network_id}"

    @property
    def until(self) -> datetime:
        return self.left_at + WAY_BACK

    @property
    def may_return(self) -> bool:
        return timezone.now() < self.until
