"""Somebody's photo: two squares, drawn anew when it was uploaded."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Portrait(models.Model):
    """The photo of one person. A row, so that it goes with the account and no path leads to it."""

    SMALL, LARGE = 96, 320  # pixels of each side

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="portrait", primary_key=True)
    small = models.BinaryField()
    large = models.BinaryField()
    description = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"Photo of {self.person}"
