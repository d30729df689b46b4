"""Why an answer has the standing that it has."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .comments import Comment


class Mark(models.Model):
    """Who said last what an answer is worth. What it says is `Comment.standing`; the log has the marks before it.

    An answer that was checked names what it was checked against. A newer edition of that page makes the check an
    earlier one: the answer says so until somebody checks it again.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="mark")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="answers_marked"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True)
    successor = models.ForeignKey(
        Comment, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The answer that holds instead."
    )
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="marks")
    edition = models.CharField(max_length=120, blank=True, help_text="As the page called its edition then.")
    paragraph = models.CharField(max_length=80, blank=True)
    outdated_at = models.DateTimeField(null=True, blank=True, help_text="Since then the page has a newer edition.")

    def __str__(self) -> str:
        return f"Mark on {self.comment_id}"

    @property
    def is_outdated(self) -> bool:
        return self.outdated_at is not None

    @property
    def is_by_asker(self) -> bool:
        return self.by_id is not None and self.by_id == self.comment.thread.created_by_id

    @property
    def marker(self) -> str:
        """The name beside it; nobody's where it would say who wrote or asked something without a name."""
        comment, thread = self.comment, self.comment.thread
        unnamed = (comment.is_unnamed and self.by_id == comment.author_id) or (thread.is_unnamed and self.is_by_asker)
        return str(self.by) if self.by is not None and not unnamed else ""
