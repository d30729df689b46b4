"""Reports: what readers find wrong with a comment or with how somebody behaves, and the answer they get."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.discussion.querysets import ReportQuerySet

from .comments import Comment
from .waiting import Waiting


class Concern(Waiting):
    """Somebody about whom there are reports: what was said of them is collected here, and decided once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="concerns")
    opened_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decide_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(decided_at=None), name="one_open_concern_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"Reports about {self.person}"


class Report(models.Model):
    """What one reader found wrong. Only moderators see who reported."""

    class Reason(models.TextChoices):
        PATIENT = "patient", "It may identify a patient"
        UNKIND = "unkind", "It is insulting, threatening or harassing"
        UNFAIR = "unfair", "It picks people out by origin, looks, accent or name"
        UNSAFE = "unsafe", "It may delay or deny urgent care"
        SPAM = "spam", "It is advertising or spam"
        OTHER = "other", "Something else"

    class Outcome(models.TextChoices):
        OPEN = "", "Waiting for a moderator"
        UPHELD = "upheld", "Acted on"
        DISMISSED = "dismissed", "Left as it is"

    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="reports")
    concern = models.ForeignKey(Concern, models.CASCADE, null=True, blank=True, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="reports_made"
    )
    guest_email = models.EmailField(blank=True)
    source = models.CharField(max_length=64, blank=True, help_text="A keyed hash of where a guest wrote from, a day's.")
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment=None) ^ models.Q(concern=None), name="a_report_is_about_one_thing"
            ),
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=models.Q(outcome="", comment__isnull=False, reporter__isnull=False),
                name="one_open_report_a_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}: {self.get_reason_display()}"
