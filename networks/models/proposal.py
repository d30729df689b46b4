"""What people propose about local networks: visit one, start one, join one. Each is a case for the programme."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from networks.querysets import ProposalQuerySet
from portal.organisations.working_days import day_after

WORKING_DAYS_TO_REPLY = 10


def reply_by(today: date | None = None) -> date:
    """Ten working days from today."""
    return day_after(today or timezone.localdate(), WORKING_DAYS_TO_REPLY)


class Proposal(models.Model):
    """One case: who asks for what, who owns it, by when, and what was answered."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Tell us about a network we can visit"
        START = "start", "Start a network"
        JOIN = "join", "Join a network"

    class State(models.TextChoices):
        NEW = "new", "New"
        IN_HAND = "in-hand", "In hand"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed without a reply"

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="network_proposals"
    )
    workplace = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey("organisations.Region", models.PROTECT, null=True, blank=True, related_name="+")
    message = models.TextField(max_length=2000)
    # What a guest wrote under a page and staff made a case of: once.
    comment = models.OneToOneField(
        "discussion.Comment", models.SET_NULL, null=True, blank=True, related_name="network_proposal"
    )
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_network_proposals"
    )
    target_date = models.DateField(default=reply_by)
    reply = models.TextField(max_length=4000, blank=True)
    network = models.ForeignKey(
        "networks.Network",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="What came of it.",
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    FORGOTTEN = "Former member"  # the name in a row whose person has gone

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["target_date", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (proposal {self.pk})"  # no name: the log outlives the case

    def can_answer(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return bool(user.is_authenticated and user.is_active and getattr(user, "is_staff", False))

    def is_late(self) -> bool:
        return self.state in (self.State.NEW, self.State.IN_HAND) and self.target_date < timezone.localdate()
