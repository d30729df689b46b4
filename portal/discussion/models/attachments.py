"""Attachments: files that somebody adds to what they say."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from .comments import Comment

FOLDER = "attachments"
MOST_FILES = 3  # with one comment


def somewhere(attachment: models.Model, name: str) -> str:
    """A place that says nothing of the file. Nothing serves it but our own view."""
    return f"{FOLDER}/{get_random_string(32).lower()}"


class Attachment(models.Model):
    """A file with a comment. It is looked into before it is kept, and goes with the comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=somewhere)
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("discussion:attachment", args=[self.pk])
