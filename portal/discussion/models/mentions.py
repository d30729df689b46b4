"""Mentions: whom a comment names with an @, and who may read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .comments import Comment


class Mention(models.Model):
    """Somebody named in a comment. `name` is what stands in its words."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=201)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once_a_comment")]

    def __str__(self) -> str:
        return f"Mention {self.pk}"
