"""Threads and the comments in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.privacy.guard import in_words
from portal.privacy.identifiers import Kind

from .querysets import CommentQuerySet, ThreadQuerySet

LONGEST_COMMENT = 5000


class Thread(models.Model):
    """What is said about one thing: the comments under a page, or a question or discussion in a network."""

    class Kind(models.TextChoices):
        COMMENTS = "comments", "Comments"
        QUESTION = "question", "Question"
        DISCUSSION = "discussion", "Discussion"
        ANNOUNCEMENT = "announcement", "Announcement"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        ANSWERED = "answered", "Peer view"
        LOCKED = "locked", "Closed"

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

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_activity", "-pk"]
        indexes = [models.Index(fields=["page", "kind", "last_activity"])]
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
    def starter(self) -> str:
        return str(self.created_by) if self.created_by else "a former member"


class Comment(models.Model):
    """Something that somebody said: a person with an account, or a guest."""

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        HELD = "held", "Waiting for a moderator"
        REFUSED = "refused", "Refused"
        REMOVED = "removed", "Removed"

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    author_title = models.CharField(max_length=150, blank=True, help_text="The job title as it was then.")
    is_staff_reply = models.BooleanField(default=False)
    guest_name = models.CharField(max_length=80, blank=True)
    guest_email = models.EmailField(blank=True)
    guest_capacity = models.CharField(max_length=80, blank=True)
    wants_replies = models.BooleanField(default=False)
    about_own_case = models.BooleanField(default=False, help_text="Its writer says it is about their own bill or care.")
    body = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused or removed.")
    suspected = models.CharField(
        max_length=250, blank=True, help_text="Kinds of patient identifier it may hold: it waits for that reason."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_comments"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=40, blank=True, help_text="The form it was sent with: taken once.")
    source = models.CharField(max_length=64, blank=True, help_text="A keyed hash of where a guest wrote from, a day's.")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["thread", "created_at"]),
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["source", "created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "form_key"], condition=~models.Q(form_key=""), name="a_form_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk} in {self.thread_id}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:comment", args=[self.pk])

    @property
    def writer(self) -> str:
        """The name shown beside it; nobody's when the account is closed."""
        return (str(self.author) if self.author else self.guest_name) or "A former member"

    @property
    def title_then(self) -> str:
        return self.author_title or self.guest_capacity

    @property
    def suspicion(self) -> str:
        """ "an NHS number and a date of birth": what the guard takes it to hold; empty when nothing."""
        return in_words(Kind(kind) for kind in self.suspected.split()) if self.suspected else ""

    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def is_held(self) -> bool:
        return self.state == self.State.HELD

    def is_removed(self) -> bool:
        return self.state == self.State.REMOVED
