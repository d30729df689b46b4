"""What a convenor writes to the members of a network by mail."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from portal.users.models import Role

from .network import Network

HELD_FOR = timedelta(minutes=10)


def send_from() -> object:
    """Ten minutes from now: until then it can be taken back."""
    return timezone.now() + HELD_FOR


class Broadcast(models.Model):
    """One message to many: held for ten minutes, then a mail to each, or stopped before."""

    class To(models.TextChoices):
        ALL = "all", "All members"
        LOOKING_AFTER = "looking-after", "Convenors and moderators"

    class State(models.TextChoices):
        HELD = "held", "Waits"
        SENT = "sent", "Sent"
        STOPPED = "stopped", "Stopped"

    A_DAY = 2  # of one network

    network = models.ForeignKey(Network, models.CASCADE, related_name="broadcasts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="broadcasts")
    subject = models.CharField(max_length=150)
    text = models.TextField(max_length=5000)
    to = models.CharField(max_length=30, choices=[*To.choices, *Role.choices], default=To.ALL)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    created_at = models.DateTimeField(auto_now_add=True)
    send_at = models.DateTimeField(default=send_from)
    sent_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveIntegerField(default=0, help_text="How many people, without the writer's copy.")

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Broadcast {self.pk}"

    @property
    def whom(self) -> str:
        """Who gets it, in words."""
        if self.to in self.To.values:
            return self.To(self.to).label
        return f"Members with the role “{Role(self.to).label}”"

    def can_stop(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return self.state == self.State.HELD and self.network.can_run(user)
