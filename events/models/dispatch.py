"""The mails of a meeting that have a time of their own: planned, sent once, or missed. Never an address."""

from __future__ import annotations

from django.db import models

from ..querysets import DispatchQuerySet
from ..timetable import FOLLOW_UPS, Kind
from .meeting import Meeting


class Dispatch(models.Model):
    """One mail to everybody whom it is for. Its mails are rows of `portal.notifications` that say they are about it.

    The row is the claim: whoever makes it SENT under the meeting's lock writes the mails in the same transaction.
    """

    Kind = Kind

    class State(models.TextChoices):
        DUE = "due", "Planned"
        SENT = "sent", "Sent"
        MISSED = "missed", "Missed"
        CALLED_OFF = "called-off", "Called off"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dispatches")
    kind = models.CharField(max_length=10, choices=Kind)
    # What tells it from others of its kind: how long before, which time again, which words.
    mark = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField(help_text="The start it was planned for. A meeting that moves gets new ones.")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    why = models.CharField(max_length=200, blank=True, help_text="Why it was missed or called off.")
    told = models.PositiveIntegerField(default=0, help_text="How many people it was written to.")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When it was sent, missed or called off.")

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "mark", "starts_at"], name="one_dispatch_a_time")
        ]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting_id}"

    @property
    def is_due(self) -> bool:
        return self.state == self.State.DUE

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def is_missed(self) -> bool:
        return self.state == self.State.MISSED

    @property
    def is_follow_up(self) -> bool:
        return self.kind in FOLLOW_UPS
