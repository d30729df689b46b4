"""Threads: what is said about one thing, and how far a question has come."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.discussion.querysets import ThreadQuerySet

UNNAMED = "A member who asked not to be named"


class Thread(models.Model):
    """What is said about one thing: the comments under a page, or a question or discussion in a network."""

    class Kind(models.TextChoices):
        COMMENTS = "comments", "Comments"
        QUESTION = "question", "Question"
        DISCUSSION = "discussion", "Discussion"
        ANNOUNCEMENT = "announcement", "Announcement"
        IDEA = "idea", "Idea"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Peer view"
        CHECKED = "checked", "Checked against guidance"
        SUPERSEDED = "superseded", "Superseded"

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="threads")
    title = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMMENTS)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    audience = models.CharField(
        max_length=60, blank=True, help_text="A token narrower than the page's audience; empty means the page's."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="threads"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_activity = models.DateTimeField(default=timezone.now)
    is_unnamed = models.BooleanField(default=False, help_text="Members see role and region, moderators who.")
    unnamed_as = models.CharField(max_length=120, blank=True, help_text="The role and region as they were then.")
    is_pinned = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Since then it can be read, not answered.")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    merged_at = models.DateTimeField(null=True, blank=True)
    theme = models.ForeignKey("cms.Theme", models.SET_NULL, null=True, blank=True, related_name="threads")
    # A question that nobody has answered by then goes to a specialist, or to the programme's staff where nobody is
    # free (`specialist` is empty then). They promise an answer; what they miss goes to the staff, once.
    refer_at = models.DateTimeField(null=True, blank=True)
    referred_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    specialist = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="referred_threads"
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_activity", "-pk"]
        indexes = [
            models.Index(fields=["page", "kind", "last_activity"]),
            models.Index(fields=["status", "refer_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(kind="comments"), name="one_comments_thread_a_page"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"Comments on {self.page.title}"

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.COMMENTS:
            return f"{self.page.get_url() or ''}#comments"
        return reverse("discussion:thread", args=[self.pk])

    def tokens(self) -> list[str]:
        """The tokens of those who may read it."""
        return [self.audience] if self.audience else [row.token for row in self.page.audience_rows.all()]

    @property
    def is_closed(self) -> bool:
        """Whether it can still be read, and no longer be answered."""
        return self.closed_at is not None or self.merged_into_id is not None

    @property
    def waits(self) -> bool:
        """Whether it is a question that still wants an answer."""
        return self.kind == self.Kind.QUESTION and self.status == self.Status.OPEN and not self.is_closed

    @property
    def target(self) -> datetime | None:
        """By when an answer is promised; before somebody was asked: when somebody will be."""
        return self.answer_by or self.refer_at

    @property
    def is_late(self) -> bool:
        return self.waits and self.target is not None and self.target < timezone.now()

    @property
    def starter(self) -> str:
        """Who began it, within a sentence; never the name of somebody who asked not to be named."""
        if self.is_unnamed:
            words = self.unnamed_as or UNNAMED
            return words[0].lower() + words[1:]
        return str(self.created_by) if self.created_by else "a former member"
