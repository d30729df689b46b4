"""Who has a place, who waits for one, and the secret link to somebody's own calendar."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models

from portal.users.models import Role

from ..querysets import CalendarLinkQuerySet, RegistrationQuerySet
from .meeting import Meeting


class Registration(models.Model):
    """That a person has a place at a meeting or waits for one. Withdrawn rows stay; coming again is a new row."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "Has a place"
        WAITING = "waiting", "On the waiting list"
        WITHDRAWN = "withdrawn", "Withdrawn"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="registrations")
    # The person as they were when they registered; an account is optional and may be closed later.
    name = models.CharField(max_length=200)
    email = models.EmailField()
    trust = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    role = models.CharField(max_length=30, choices=Role, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State)
    created_at = models.DateTimeField(auto_now_add=True)
    promoted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    FORGOTTEN = "Former member"  # the name in a row whose person has gone

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=~models.Q(state="withdrawn"),
                name="one_registration_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="registration_email_is_lower_case"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "state", "role"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.meeting}"

    @property
    def has_a_place(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def position(self) -> int:
        """The number in the queue, from 1."""
        return self.meeting.registrations.waiting().filter(pk__lte=self.pk).count()


class CalendarLink(models.Model):
    """A secret address of somebody's own meetings, shown once: only its digest is kept. Deleting it revokes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CalendarLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
