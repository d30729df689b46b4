"""Wordings: what a comment said before its writer changed it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from .comments import Comment


class Wording(models.Model):
    """What a comment said until `until`. Whoever may read the comment may read it, and nobody else."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="wordings")
    body = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"Wording {self.pk}"
