"""Whether a tool was useful, and what is wrong with it, for its owner."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.cms.audience import takes_part

from ..querysets import ProblemQuerySet
from .entries import EntryPage


class Usefulness(models.Model):
    """What one person thinks of a tool. They can change it, and take it back."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="usefulness")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tools_rated")
    useful = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-said_at"]
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="one_opinion_of_a_tool")]

    def __str__(self) -> str:
        return f"{self.entry}: {'useful' if self.useful else 'not useful'}"


class Problem(models.Model):
    """Something wrong with a tool, for its owner to mend and to answer."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="problems")
    words = models.TextField(max_length=2000)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="problems_reported"
    )
    reported_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="problems_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "answer_by", "pk"]

    def __str__(self) -> str:
        return f"{self.entry}, reported {self.reported_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("toolbox:problem", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.answer_by < timezone.localdate()

    def may_be_answered_by(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whoever answers for the tool, and the programme's staff."""
        return takes_part(user) and (getattr(user, "is_staff", False) or self.entry.owned_by_id == user.pk)
