"""Ideas and peer challenges: how far one has come, beside the thread that holds its words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.discussion.querysets import IdeaQuerySet

from .comments import Comment
from .threads import Thread


class Idea(models.Model):
    """What somebody proposes, or asks others about their practice. Its words and its audience are the thread's."""

    class Kind(models.TextChoices):
        IDEA = "idea", "Idea"
        CHALLENGE = "challenge", "Peer challenge"

    class State(models.TextChoices):
        HEARD = "heard", "Heard"
        CONSIDERING = "considering", "Being considered"
        ADOPTED = "adopted", "Adopted"
        DECLINED = "declined", "Declined"

    DECIDED = (State.ADOPTED, State.DECLINED)

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="idea")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.IDEA)
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, blank=True, related_name="ideas")
    asked = models.CharField(max_length=120, blank=True, help_text="Who should answer a challenge.")
    state = models.CharField(max_length=12, choices=State, default=State.HEARD)
    reason = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="ideas")
    due = models.DateField(null=True, blank=True, help_text="When its owner means to say more.")
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return self.thread.title

    def get_absolute_url(self) -> str:
        return self.thread.get_absolute_url()

    @property
    def is_decided(self) -> bool:
        return self.state in self.DECIDED

    @property
    def is_late(self) -> bool:
        return not self.is_decided and self.due is not None and self.due < timezone.localdate()


class IdeaStep(models.Model):
    """One change of an idea, as it was then. Added, never changed."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Idea.State)
    reason = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} on {self.at:%Y-%m-%d}"
