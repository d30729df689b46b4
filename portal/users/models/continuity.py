"""What keeps a role going when people move: hand-overs, reports of colleagues, and specialists with their leave."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ..querysets import AbsenceQuerySet, HandOverQuerySet, SeatReportQuerySet, SpecialistQuerySet
from .people import User
from .seats import Tenure


class HandOver(models.Model):
    """Somebody who leaves a seat gives what goes with it to a successor. Nothing moves until the successor accepts."""

    class State(models.TextChoices):
        OFFERED = "offered", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back"

    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="hand_overs")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hand_overs_offered")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    charges = models.JSONField(default=list)  # keys of what goes with the seat: "networks/memberships"
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=dict)  # how many of each, once accepted

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenure"], condition=models.Q(state="offered"), name="one_open_hand_over_of_a_tenure"
            )
        ]

    def __str__(self) -> str:
        return f"Hand-over {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OFFERED

    def can_answer(self, user: models.Model) -> bool:
        return self.is_open and user.pk == self.successor_id

    def can_withdraw(self, user: models.Model) -> bool:
        return self.is_open and (user.pk in {self.tenure.person_id, self.offered_by_id} or user.is_staff)


class SeatReport(models.Model):
    """A colleague says that somebody no longer holds a seat. Staff look; the holder is asked."""

    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="seat_reports")
    reason = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = SeatReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenure", "reporter"],
                condition=models.Q(settled_at=None),
                name="one_open_report_of_a_tenure_by_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Report {self.pk}"


class Specialist(models.Model):
    """Somebody who answers for a theme on some working days. Questions find them, and those who stand in for them."""

    class Day(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="specialities")
    theme = models.ForeignKey("cms.Theme", models.CASCADE, related_name="specialists")
    days = models.JSONField(default=list, help_text="Working days, Monday is 0.")
    note = models.CharField(max_length=200, blank=True, help_text="For example what they have done themselves.")
    most = models.PositiveSmallIntegerField(
        "questions at a time", default=5, help_text="So many may wait with this person, of all themes together."
    )

    objects = SpecialistQuerySet.as_manager()

    class Meta:
        ordering = ["theme__name", "person__last_name"]
        constraints = [models.UniqueConstraint(fields=["person", "theme"], name="one_speciality_a_person_and_theme")]

    def __str__(self) -> str:
        return f"{self.person}: {self.theme}"

    @property
    def day_names(self) -> str:
        return ", ".join(self.Day(day).label for day in sorted(self.days))

    @classmethod
    def people_on(cls, day: datetime.date, theme: models.Model | None) -> list[User]:
        """Whom to ask about a theme, or anything, on a day: those who work, then those who stand in."""
        there = list(
            {one.person_id: one.person for one in cls.objects.on(day, theme).select_related("person")}.values()
        )
        away = (cls.objects.for_theme(theme) if theme else cls.objects.all()).away_on(day).values("person")
        covers = Absence.objects.on(day).filter(person__in=away, cover__is_active=True)
        absent = set(Absence.objects.on(day).values_list("person", flat=True))
        known = {one.pk for one in there} | absent
        for absence in covers.select_related("cover"):
            if absence.cover_id not in known:
                known.add(absence.cover_id)
                there.append(absence.cover)
        return there


class Absence(models.Model):
    """Days on which a specialist is away, both included, and who stands in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="covers",
        verbose_name="who covers",
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.first_day} to {self.last_day}"

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": "The last day is before the first."})
        if self.cover_id and self.cover_id == self.person_id:
            raise ValidationError({"cover": "Nobody can stand in for themselves."})

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    def covers(self, day: datetime.date) -> bool:
        return self.first_day <= day <= self.last_day
