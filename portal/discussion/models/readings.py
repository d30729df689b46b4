"""Readings: how far somebody has read a thread, so that they find what is new. Nobody else ever sees it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .threads import Thread


class Reading(models.Model):
    """What could be read in a thread until `read_up_to`, this person has had before them."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    read_up_to = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="one_reading_a_thread_and_person")]

    def __str__(self) -> str:
        return f"Reading {self.pk}"
