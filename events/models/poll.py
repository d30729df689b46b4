"""Find a date: a network's members say which of some dates they can make."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.cms.audience import may_see
from portal.cms.components import dates

from ..querysets import DatePollQuerySet


class DatePoll(models.Model):
    """A question to the members of a network. Nobody outside sees it, whatever the network's kind."""

    MOST_OPTIONS = 12

    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="date_polls")
    title = models.CharField(max_length=150)
    about = models.CharField(max_length=500, blank=True)
    kit = models.ForeignKey("events.MeetingKit", models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When a convenor took a date, or none.")
    winner = models.ForeignKey("events.PollOption", models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.OneToOneField("events.EventPage", models.SET_NULL, null=True, blank=True, related_name="date_poll")

    objects = DatePollQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:poll", args=[self.pk])

    def can_see(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return may_see(user, [self.network.members])

    def can_manage(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return may_see(user, [self.network.convenors])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def takes_votes(self, now: datetime | None = None) -> bool:
        return not self.is_closed and (now or timezone.now()) < self.closes_at


class PollOption(models.Model):
    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="one_option_a_date")]

    def __str__(self) -> str:
        return f"{dates.weekday(self.starts_at)}, {dates.clock(self.starts_at)}"


class PollVote(models.Model):
    """What one member says of one date."""

    class Says(models.TextChoices):
        YES = "yes", "Yes"
        MAYBE = "maybe", "If need be"
        NO = "no", "No"

    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="poll_votes")
    says = models.CharField(max_length=5, choices=Says)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "user"], name="one_vote_a_date")]

    def __str__(self) -> str:
        return f"{self.user}: {self.says}"
