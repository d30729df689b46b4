"""A file made for one person, who alone may fetch it, for a while."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import ExportQuerySet


class Export(models.Model):
    """A list or an archive that somebody asked for. The file goes when its time is up; the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    kind = models.CharField(max_length=60)  # what it is, as the log says it: "networks/members", "privacy/my-data"
    name = models.CharField(max_length=120)  # of the file, as it will be saved
    file = models.FileField(upload_to="exports/", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Export {self.pk}"  # the log keeps this for ever: not the name of the list, which may name somebody

    def get_absolute_url(self) -> str:
        return reverse("privacy:export", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether its time is up, or its file is gone for another reason."""
        return self.expires_at <= (now or timezone.now()) or (self.is_ready and not self.file)
