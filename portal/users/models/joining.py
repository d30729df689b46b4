"""Asking for an account: the reason somebody gave, and what the programme decided."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..querysets import ApplicationQuerySet

ANSWER_WITHIN = 2
"""Working days in which the programme answers."""
TRIES = 2
"""Somebody who was declined may ask once more."""


class Application(models.Model):
    """That somebody whose address is not at an approved domain asked to take part."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    reason = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_applications"
    )
    answer = models.TextField(max_length=1000, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="waiting"), name="one_waiting_application_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} asks to take part"

    @property
    def domain(self) -> str:
        """What stands behind the @ of the person's address."""
        return self.person.email.rpartition("@")[2]

    @property
    def due_on(self) -> datetime.date:
        """The day by which the programme answers."""
        return working_days_after(timezone.localdate(self.asked_at), ANSWER_WITHIN)

    @property
    def is_late(self) -> bool:
        return self.state == self.State.WAITING and timezone.localdate() > self.due_on


def working_days_after(day: datetime.date, number: int) -> datetime.date:
    """So many working days later; Saturday and Sunday do not count."""
    while number:
        day += datetime.timedelta(days=1)
        number -= day.weekday() < 5
    return day
