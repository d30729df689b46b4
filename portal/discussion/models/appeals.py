"""Appeals: a writer asks, once, that somebody else looks again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .blocks import Block
from .comments import Comment
from .waiting import Waiting


class Appeal(Waiting):
    """A writer's word against a decision. Whoever decided does not decide this one."""

    class Outcome(models.TextChoices):
        OPEN = "", "Waiting for another moderator"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    comment = models.OneToOneField(Comment, models.CASCADE, null=True, blank=True, related_name="appeal")
    block = models.OneToOneField(Block, models.CASCADE, null=True, blank=True, related_name="appeal")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="appeals"
    )  # nobody: a guest, whose address stands with the comment
    words = models.TextField(max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decide_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment=None) ^ models.Q(block=None), name="an_appeal_is_about_one_decision"
            )
        ]

    def __str__(self) -> str:
        return f"Appeal {self.pk}"

    @property
    def decision(self) -> Comment | Block:
        """What it is against."""
        return self.comment or self.block  # type: ignore[return-value]

    @property
    def decider_id(self) -> int | None:
        """Whoever decided first, who does not decide again."""
        return self.comment.decided_by_id if self.comment else self.block.by_id  # type: ignore[union-attr]

    @property
    def reason(self) -> str:
        """What the writer was told at first."""
        return self.decision.reason

    @property
    def name(self) -> str:
        """Who appeals."""
        return self.comment.writer if self.comment else str(self.block.person)  # type: ignore[union-attr]
