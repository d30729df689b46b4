"""Why an answer has the standing that it has."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comments import Comment


class Mark(models.Model):
    """Who said last what an answer is worth. What it says is `Comment.standing`; the log has the marks before it."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="mark")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="answers_marked"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True)
    successor = models.ForeignKey(
        Comment, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The answer that holds instead."
    )

    def __str__(self) -> str:
        return f"Mark on {self.comment_id}"
