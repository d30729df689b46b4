"""An archive of a whole network that somebody asked for, and how far it is."""

from __future__ import annotations

from django.db import models

from portal.privacy.models import Export

from .network import Network


class NetworkArchive(models.Model):
    """Goes with its export: the file, who may fetch it and until when are told there."""

    export = models.OneToOneField(Export, models.CASCADE, related_name="network_archive", primary_key=True)
    network = models.ForeignKey(Network, models.CASCADE, related_name="archives")
    chapter = models.CharField(max_length=80, blank=True, help_text="What is being written.")
    done = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Archive {self.pk} of network {self.network_id}"
