"""What changes by use about a meeting. Registration locks this row."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from django.db import models
from django.utils import timezone

from ..places import Places
from ..querysets import MeetingQuerySet


class Meeting(models.Model):
    """The row beside an event's page: its state, and the time, place and capacity that people registered for.

    It follows the page when a change is published (`actions.apply_published_change`), so an older revision never puts
    back a state or a sequence number.
    """

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Going ahead"
        CANCELLED = "cancelled", "Cancelled"
        POSTPONED = "postponed", "Postponed"

    page = models.OneToOneField("events.EventPage", models.CASCADE, related_name="meeting")
    network = models.ForeignKey(
        "networks.Network", models.SET_NULL, null=True, blank=True, related_name="meetings", editable=False
    )
    uid = models.CharField(max_length=80, unique=True, help_text="Names the meeting in calendars, for ever.")
    sequence = models.PositiveIntegerField(default=0, help_text="Goes up with each change of time, place or state.")
    changed_at = models.DateTimeField(default=timezone.now, help_text="When the sequence last went up.")
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was cancelled or postponed.")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=600)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    reserved = models.JSONField(default=list, help_text="role, places, until: as published")
    # Of this row, for whoever waits for its lock to give a place reads it as it is then.
    instructed_at = models.DateTimeField(null=True, blank=True, help_text="When joining instructions last went out.")
    organisers_told_at = models.DateTimeField(null=True, blank=True, help_text="When they last heard who asks to come.")
    trust_quota = models.PositiveIntegerField(null=True, blank=True, help_text="The most places one trust can have.")

    objects = MeetingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.page.title

    def kept_on(self, day: date) -> dict[str, int]:
        """The places kept for each role on this day; the last day counts."""
        kept: dict[str, int] = {}
        for row in self.reserved:
            if day <= date.fromisoformat(row["until"]):
                kept[row["role"]] = kept.get(row["role"], 0) + row["places"]
        return kept

    @cached_property
    def places(self) -> Places:
        """Remembered on the object; lists fill it for all their rows at once."""
        return self.count_places()

    def count_places(self) -> Places:
        return type(self).objects.places_of([self])[self.pk]

    def has_started(self, now: datetime) -> bool:
        return now >= self.starts_at

    def is_over(self, now: datetime | None = None) -> bool:
        return (now or timezone.now()) >= self.ends_at

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.state == self.State.POSTPONED

    @property
    def is_going_ahead(self) -> bool:
        return self.state == self.State.SCHEDULED
