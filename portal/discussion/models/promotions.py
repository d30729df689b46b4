"""That an answer became a page: a draft of the toolbox first, a tool once its editors publish it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comments import Comment


class Promotion(models.Model):
    """The page and the answer that it came from, with whoever put it forward.

    The page names the writer by this row alone: whoever wrote without a name is named only where they said so.
    """

    comment = models.OneToOneField(Comment, models.SET_NULL, null=True, related_name="promotion")
    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="promotion")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="answers_promoted"
    )
    at = models.DateTimeField(default=timezone.now)
    names_writer = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Promotion of {self.comment_id}"

    @property
    def credit(self) -> str:
        """Whom the page thanks, within a sentence."""
        if self.comment is None or self.comment.author is None:
            return "a colleague"
        if not self.names_writer:
            return "a colleague who asked not to be named"
        title = "" if self.comment.is_unnamed else self.comment.author_title
        return ", ".join(filter(None, [self.comment.named, title]))
