"""Who was asked by name to come to a meeting, and what they answered."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.users.models import Role

from ..querysets import InvitationQuerySet
from .meeting import Meeting
from .registration import Registration


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class Invitation(models.Model):
    """One person asked to one meeting, by an address. They need no account: a signed link answers for it alone."""

    class State(models.TextChoices):
        NOT_SENT = "not-sent", "Not sent yet"
        SENT = "sent", "No answer yet"
        ACCEPTED = "accepted", "Comes"
        DEPUTY = "deputy", "Sends a deputy"
        DECLINED = "declined", "Cannot come"
        REVOKED = "revoked", "Taken back"

    # Said in organisers' lists, for the one who looks (`events.invited`).
    standing: str
    address: str

    MOST_ANSWERS = 10  # each may send a mail to somebody new
    ANSWERED = (State.ACCEPTED, State.DEPUTY, State.DECLINED)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    role = models.CharField(max_length=30, choices=Role, blank=True)
    trust = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    # Somebody invited by their seat: organisers write to them without seeing their address.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    state = models.CharField(max_length=10, choices=State, default=State.NOT_SENT)
    reason = models.CharField(max_length=300, blank=True, help_text="Why they cannot come, in their words.")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answers = models.PositiveSmallIntegerField(default=0, help_text="How often they answered.")
    # Theirs, or their deputy's.
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="invitations", editable=False
    )
    nonce = models.CharField(max_length=20, default=new_nonce, editable=False, help_text="A new one ends old links.")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "email"], name="one_invitation_a_person"),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="invitation_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.meeting}"

    @property
    def is_revoked(self) -> bool:
        return self.state == self.State.REVOKED

    @property
    def is_answered(self) -> bool:
        return self.state in self.ANSWERED

    @property
    def current(self) -> Registration | None:
        """The registration that came of it, while it stands."""
        return self.registration if self.registration and not self.registration.has_ended else None

    def can_answer(self, now: datetime | None = None) -> bool:
        """Until the start; taken back, the meeting cancelled, or over: no more."""
        meeting = self.meeting
        return not self.is_revoked and meeting.is_going_ahead and not meeting.has_started(now or timezone.now())

    def in_words(self, now: datetime | None = None) -> str:
        """Where it stands, for a list: what came after the answer counts."""
        if self.state == self.State.ACCEPTED and self.current is None:
            return "Has withdrawn"
        if self.state in (self.State.ACCEPTED, self.State.DEPUTY) and self.current and not self.current.has_a_place:
            return f"{self.get_state_display()}: {self.current.get_state_display().lower()}"
        if self.state == self.State.SENT and self.meeting.has_started(now or timezone.now()):
            return "Never answered"
        return self.get_state_display()
