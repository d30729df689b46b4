"""Useful: that somebody could use what a colleague wrote. Readers see how many, and never who."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .comments import Comment


class Useful(models.Model):
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="useful")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="found_useful")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="useful_once_a_person")]

    def __str__(self) -> str:
        return f"Useful {self.pk}"
