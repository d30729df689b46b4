"""What somebody offered to the toolbox: who looks at it, until when, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import SubmissionQuerySet
from .entries import EntryPage

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class Submission(models.Model):
    """Beside the draft that an offer made. Its words as they were typed: whoever changes them finds them again."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a reviewer"
        REVIEWING = "reviewing", "With a reviewer"
        CHANGES = "changes", "Changes asked for"
        PUBLISHED = "published", "Published"
        DECLINED = "declined", "Not taken"

    class Credit(models.TextChoices):
        NAMED = "named", "My name and trust"
        TRUST = "trust", "My trust only"
        UNNAMED = "unnamed", "Nobody"

    entry = models.OneToOneField(EntryPage, models.CASCADE, related_name="submission")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="tools_offered")
    offered_at = models.DateTimeField(default=timezone.now)
    form_key = models.CharField(max_length=40, blank=True, help_text="The form it was sent with: taken once.")
    words = models.TextField(blank=True, max_length=10000)
    used_at = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=8, choices=Credit, default=Credit.NAMED)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="tools_reviewed"
    )
    due = models.DateField(help_text="By when somebody answers.")
    reminded_on = models.DateField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["offered_by", "form_key"], condition=~models.Q(form_key=""), name="an_offer_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return self.entry.title

    def get_absolute_url(self) -> str:
        return reverse("toolbox:submission", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is a reviewer's turn."""
        return self.state in (self.State.WAITING, self.State.REVIEWING)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due < timezone.localdate()

    def can_change(self, user: AbstractBaseUser) -> bool:
        return self.state == self.State.CHANGES and self.offered_by_id == user.pk


class SubmissionStep(models.Model):
    """One thing that happened to an offer. Added and never changed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=Submission.State)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.state}"
