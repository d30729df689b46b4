"""What people write to each other through the portal, without seeing an address; and whom somebody hears no more of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import MessageQuerySet
from .seats import Seat


class Message(models.Model):
    """From one person to another, or to whoever holds a seat: the writer need not know who that is."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_written")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_received")
    # Set where it was written to the seat. Its holder has no name here until they answer.
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="messages")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answered_by")
    subject = models.CharField(max_length=120)
    body = models.TextField(max_length=3000)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the receiver opened it here.")
    withheld = models.BooleanField(default=False, help_text="The receiver has blocked the writer: never delivered.")
    reported_at = models.DateTimeField(null=True, blank=True)
    report = models.CharField(max_length=500, blank=True, help_text="What the receiver finds wrong.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["sender", "sent_at"]), models.Index(fields=["receiver", "sent_at"])]

    def __str__(self) -> str:
        return f"Message {self.pk}"  # no names and no words: the log outlives it

    def get_absolute_url(self) -> str:
        return reverse("people:message", args=[self.pk])

    @property
    def addressee(self) -> str:
        """Whom the writer wrote to, as they knew them then."""
        return str(self.seat) if self.seat is not None else str(self.receiver)

    def can_report(self, user: models.Model) -> bool:
        return user.pk == self.receiver_id and not self.withheld and self.reported_at is None


class Blocking(models.Model):
    """That somebody wants no messages from one person. That person is not told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blockings")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "blocked"], name="one_blocking_a_pair")]

    def __str__(self) -> str:
        return f"Blocking {self.pk}"
