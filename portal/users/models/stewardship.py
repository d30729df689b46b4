"""What staff did about an account: suspended it, looked through it, joined it with another. Each with its reason."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from ..querysets import MergeQuerySet

UNDO_FOR = datetime.timedelta(days=14)
LOOK_FOR = datetime.timedelta(minutes=15)


class Suspension(models.Model):
    """Somebody may not sign in, from then until it is lifted."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="suspensions")
    reason = models.TextField(max_length=1000)  # the person reads it too
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    suspended_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-suspended_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_at=None), name="one_suspension_of_a_person_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Suspension of {self.person}"


class Viewing(models.Model):
    """A member of staff sees the portal as somebody else does, for a quarter of an hour, and can change nothing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="viewings")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(max_length=1000)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"Viewing as {self.person}"

    @property
    def ends_at(self) -> datetime.datetime:
        return self.began_at + LOOK_FOR

    def is_over(self) -> bool:
        return self.ended_at is not None or timezone.now() >= self.ends_at


class Merge(models.Model):
    """Two accounts of one person became one. `moved` says which rows, so that undoing puts exactly those back."""

    source = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merged_into")
    target = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="merged_from")
    reason = models.TextField(max_length=1000)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)
    moved = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # {"discussion.comment author": [3, 5, 8]}
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} into {self.target}"

    @property
    def undo_until(self) -> datetime.datetime:
        return self.merged_at + UNDO_FOR

    def can_undo(self) -> bool:
        return self.undone_at is None and timezone.now() < self.undo_until
