"""What organisers ask when somebody registers, what was answered, and what people need, which stands apart."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from ..querysets import NeedsQuerySet, ReplyQuerySet
from .pages import EventPage
from .registration import Registration

YES_OR_NO = ["Yes", "No"]


class Question(Orderable):
    """One thing that is asked. Its name is how lists, replies and conditions of the same meeting know it."""

    class Kind(models.TextChoices):
        SHORT = "short", "A line of text"
        LONG = "long", "Several lines of text"
        ONE = "one", "One of these"
        SEVERAL = "several", "Any of these"
        YES_NO = "yes-no", "Yes or no"

    WITH_CHOICES = (Kind.ONE, Kind.SEVERAL)

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="questions")
    name = models.CharField("short name", max_length=60, help_text="For lists and conditions, such as: Lunch.")
    text = models.CharField("question", max_length=200)
    help_text = models.CharField("hint", max_length=300, blank=True)
    kind = models.CharField("answer", max_length=10, choices=Kind, default=Kind.SHORT)
    choices = models.TextField(max_length=2000, blank=True, help_text="One a line; for “one of” and “any of these”.")
    required = models.BooleanField("must be answered", default=False)
    only_if = models.CharField(
        "only if", max_length=60, blank=True, help_text="The short name of a question above. Leave empty to ask always."
    )
    only_if_answer = models.CharField("has the answer", max_length=100, blank=True, help_text="One of its choices.")

    panels = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("help_text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
        FieldPanel("choices"),
        FieldRowPanel([FieldPanel("only_if"), FieldPanel("only_if_answer")]),
    ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        """What can be chosen; nothing where people write."""
        if self.kind == self.Kind.YES_NO:
            return YES_OR_NO
        return choices_of(self.choices) if self.has_own_choices else []

    @property
    def has_own_choices(self) -> bool:
        return self.kind in self.WITH_CHOICES


class Reply(models.Model):
    """One answer, with the question as it was then: editors may change or delete the question, this stays."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="replies")
    name = models.CharField(max_length=60)
    question = models.CharField(max_length=200)
    value = models.TextField(help_text="Several choices stand one a line.")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["registration", "name"], name="one_reply_to_a_question")]

    def __str__(self) -> str:
        return self.name

    @property
    def values(self) -> list[str]:
        return self.value.split("\n")

    @property
    def in_words(self) -> str:
        return ", ".join(line for line in self.value.splitlines() if line)


class Needs(models.Model):
    """What somebody needs to eat and to take part. Apart from everything else, so that it goes on its own day."""

    KEPT_FOR = timedelta(days=14)  # after the meeting

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="needs")
    dietary = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=300, blank=True)

    objects = NeedsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "needs"

    def __str__(self) -> str:
        return f"Needs of {self.registration_id}"


def choices_of(lines: str) -> list[str]:
    """One a line, without empty ones."""
    return [line.strip() for line in lines.splitlines() if line.strip()]
