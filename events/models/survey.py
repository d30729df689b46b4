"""What people said of a meeting, and apart from it, who has said something."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from ..querysets import SurveyAnswerQuerySet
from .meeting import Meeting
from .registration import Registration


class SurveyAnswer(models.Model):
    """Three questions, without a name. Nothing here, not even the order of keys or a time, says whose answer it is."""

    class Useful(models.IntegerChoices):
        VERY = 5, "Very useful"
        QUITE = 4, "Useful"
        SOMEWHAT = 3, "Somewhat useful"
        HARDLY = 2, "Hardly useful"
        NOT = 1, "Not useful"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="survey_answers")
    useful = models.PositiveSmallIntegerField(choices=Useful)
    differently = models.TextField(max_length=1000, blank=True)
    next_topic = models.TextField(max_length=1000, blank=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"An answer about {self.meeting_id}"


class SurveyReceipt(models.Model):
    """That somebody has answered, so that nobody answers twice. Not when, and not what."""

    registration = models.OneToOneField(Registration, models.CASCADE, primary_key=True, related_name="survey_receipt")

    def __str__(self) -> str:
        return f"Answered: {self.registration_id}"
