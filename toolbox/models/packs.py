"""Desk packs: each version that was made, and what changed in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class DeskPack(models.Model):
    """One version of the toolbox as an archive. It stays as it was made."""

    version = models.CharField(max_length=20, unique=True)  # 2026-03-02, and 2026-03-02-2 on the same day
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    archive = models.FileField(upload_to="desk-packs")
    guide = models.FileField(upload_to="desk-packs", blank=True)
    size = models.PositiveBigIntegerField(help_text="Bytes of the archive.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the archive.")
    tools = models.PositiveIntegerField()
    known = models.JSONField(default=dict, help_text="Of each tool in it, its title and a sum of what it has.")
    changes = models.JSONField(
        default=dict, help_text="Titles that are new, changed and gone since the version before."
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        get_latest_by = "made_at"

    def __str__(self) -> str:
        return f"Desk pack {self.version}"

    def get_absolute_url(self) -> str:
        return f"{reverse('toolbox:desk_pack')}#{self.version}"
