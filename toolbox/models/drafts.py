"""Drafts open for comment: the paragraphs as they were on the day, what people say of each, and the answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.cms.audience import SIGNED_IN

from ..querysets import DraftQuerySet, RemarkQuerySet
from .entries import EntryPage


class DraftForComment(models.Model):
    """A draft of a tool that its audience reads and comments on until a day. It keeps words of its own: readers see
    these paragraphs, and never the page, which goes on being written."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="drafts_for_comment")
    title = models.CharField(max_length=255)
    ask = models.TextField(max_length=1000, blank=True, help_text="What its editors would like to know.")
    for_members = models.BooleanField(default=False, help_text="Everybody with an approved account reads it.")
    networks = models.ManyToManyField("networks.Network", blank=True, related_name="drafts_for_comment")
    closes_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="When readers heard that it closes soon.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was closed with comments unanswered.")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(closed_at=None), name="one_draft_of_a_tool_open_for_comment"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("toolbox:draft", args=[self.pk])

    def tokens(self) -> list[str]:
        """Of those who read it."""
        return [SIGNED_IN] if self.for_members else [network.members for network in self.networks.all()]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and timezone.localdate() <= self.closes_on


class DraftParagraph(models.Model):
    """A paragraph as it was when the draft was opened. Never changed: what is said stands at the words it is about."""

    draft = models.ForeignKey(DraftForComment, models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200, blank=True, help_text="The chapter that begins with it.")
    words = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_paragraph_a_number")]

    def __str__(self) -> str:
        return f"Paragraph {self.number}"


class DraftAnswer(models.TextChoices):
    """What an editor says of a comment on a draft."""

    OPEN = "", "Not answered yet"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not accepted"
    REMOVED = "removed", "Taken down"


class DraftRemark(models.Model):
    """What somebody says of one paragraph, and what its editors answered."""

    paragraph = models.ForeignKey(DraftParagraph, models.CASCADE, related_name="remarks")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="draft_remarks")
    words = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    held = models.BooleanField(default=False, help_text="Its writer and the editors alone read it, until answered.")
    form_key = models.CharField(max_length=40, blank=True, help_text="The form it was sent with: taken once.")
    answer = models.CharField(max_length=10, choices=DraftAnswer, default=DraftAnswer.OPEN, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "form_key"], condition=~models.Q(form_key=""), name="a_remark_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"Remark {self.pk}"

    @property
    def by(self) -> str:
        return str(self.writer) if self.writer else "A former member"

    @property
    def shown(self) -> str:
        """The words, unless an editor took them down."""
        return "" if self.answer == DraftAnswer.REMOVED else self.words
