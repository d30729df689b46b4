"""Whom convenors asked to join, by an address, and what became of it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from networks.querysets import NetworkInvitationQuerySet

from .network import Network

OPEN_FOR = timedelta(days=28)
REMIND_AFTER = timedelta(days=14)


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


def in_four_weeks() -> datetime:
    return timezone.now() + OPEN_FOR


class Invitation(models.Model):
    """One address asked to one network. Whoever shows that the address is theirs may come in; nobody else."""

    class State(models.TextChoices):
        SENT = "sent", "No answer yet"
        PROMISED = "promised", "Accepted, account not ready"
        ACCEPTED = "accepted", "Has joined"
        DECLINED = "declined", "Does not want to join"
        REVOKED = "revoked", "Taken back"

    OPEN = (State.SENT, State.PROMISED)

    network = models.ForeignKey(Network, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    note = models.TextField(max_length=600, blank=True, help_text="What the convenor wrote to them.")
    # Of a comment under a public page: nobody but the mail knows the address.
    comment = models.ForeignKey("discussion.Comment", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    reason = models.CharField(max_length=300, blank=True, help_text="Why they do not want to, in their words.")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="sent_network_invitations"
    )
    # The account that came in by it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="network_invitations"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_four_weeks)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=20, default=new_nonce, editable=False, help_text="A new one ends old links.")

    objects = NetworkInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "email"], name="one_network_invitation_an_address"),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="network_invitation_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk} to network {self.network_id}"  # no address: the log outlives it

    @property
    def has_expired(self) -> bool:
        return self.state in self.OPEN and self.expires_at <= timezone.now()

    @property
    def can_answer(self) -> bool:
        """Until it runs out. Whoever declined may think again while the link holds."""
        return self.state in (*self.OPEN, self.State.DECLINED) and self.expires_at > timezone.now()

    @property
    def can_resend(self) -> bool:
        """Not to those who answered, and once a day at most."""
        return self.state in self.OPEN and self.sent_at < timezone.now() - timedelta(days=1)

    @property
    def can_revoke(self) -> bool:
        return self.state in self.OPEN

    @property
    def in_words(self) -> str:
        return "Ran out" if self.has_expired else self.get_state_display()

    @property
    def addressee(self) -> str:
        """How lists call them: never by the address of a guest who gave it under a comment."""
        return self.name or ("A guest" if self.comment_id else self.email)
