"""Self-assessment: a questionnaire in versions, what a trust answered, and what it was offered for it."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from portal.privacy.editing import SnippetForm

from ..querysets import AssessmentQuerySet, QuestionnaireQuerySet, SuggestionQuerySet


class Level(models.IntegerChoices):
    """How far a trust has come with one thing: what it does, never how well somebody works."""

    NOT_YET = 0, "Not yet"
    PARTLY = 1, "In part"
    MOSTLY = 2, "Mostly"
    ALWAYS = 3, "Always, and we check it"


class Questionnaire(ClusterableModel):
    """One version of the questions. Once a trust has begun to answer it is not edited: a copy becomes the next."""

    name = models.CharField(max_length=120, unique=True, help_text="For example: Self-assessment, version 2.")
    introduction = models.TextField(max_length=1000, blank=True)
    in_use_from = models.DateField(help_text="From this day on new assessments are by this version.")

    objects = QuestionnaireQuerySet.as_manager()

    base_form_class = SnippetForm
    panels = [
        FieldPanel("name"),
        FieldPanel("introduction"),
        FieldPanel("in_use_from"),
        InlinePanel("questions", label="Question", min_num=1),
    ]

    class Meta:
        ordering = ["-in_use_from", "-pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.pk and self.assessments.exists():
            raise ValidationError("Trusts have answered this version. Copy it, change the copy, and put that to use.")


class Question(Orderable):
    """What is asked, under a theme of practice."""

    questionnaire = ParentalKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    theme = models.ForeignKey("cms.Theme", models.PROTECT, related_name="+")
    text = models.CharField("question", max_length=200)
    help = models.CharField("what it means", max_length=300, blank=True)

    panels = [FieldPanel("theme"), FieldPanel("text"), FieldPanel("help")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.text


class Assessment(models.Model):
    """One trust's answers on one occasion. While it is open every answer is kept as it is given."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="assessments")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="begun_assessments"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="finished_assessments"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-finished_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(finished_at=None), name="one_open_assessment_a_trust"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.questionnaire}"

    def get_absolute_url(self) -> str:
        return reverse("programme:assessment", args=[self.organisation.code, self.pk])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class Answer(models.Model):
    """How far a trust says it has come with one question; without a level the question does not apply there."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return self.get_level_display() if self.level is not None else "Does not apply"


class Suggestion(models.Model):
    """Something that may help with a theme. A person of the trust takes it or leaves it, and says whether it helped."""

    class Kind(models.TextChoices):
        TOOL = "tool", "A tool"
        PEER = "peer", "A trust that agreed to be asked"
        SPECIALIST = "specialist", "A specialist with time"
        MEETING = "meeting", "The next meeting on it"

    class State(models.TextChoices):
        OFFERED = "offered", "Waits for your answer"
        TAKEN = "taken", "Taken"
        LEFT = "left", "Not for us"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="suggestions")
    theme = models.ForeignKey("cms.Theme", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    entry = models.ForeignKey("toolbox.EntryPage", models.CASCADE, null=True, blank=True, related_name="+")
    peer = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    specialist = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey("events.EventPage", models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_suggestions"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    helped = models.BooleanField(null=True, blank=True)
    helped_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["theme__order", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> models.Model | None:
        """The tool, meeting or person that it is about; of a peer its tool, which names whom one may ask."""
        return self.entry or self.meeting or self.specialist
