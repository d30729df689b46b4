"""What a meeting of a kind begins with: its agenda, invitation, pre-reads, questions and the frame of its minutes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from portal.cms.fields import ChoiceListField
from portal.privacy.editing import SnippetForm

from ..skeletons import questions_in, sessions_in
from ..timetable import Reminder, usual_reminders
from .meeting import Meeting
from .pages import EventPage


@register_snippet
class MeetingKit(models.Model):
    """Kept by the programme; a meeting takes a copy, so changing a kit changes no meeting."""

    name = models.CharField(max_length=100, unique=True)
    about = models.CharField(max_length=300, blank=True, help_text="For which meetings it is.")
    minutes_long = models.PositiveIntegerField(
        "length in minutes", default=120, validators=[MinValueValidator(10)], help_text="Of the whole meeting."
    )
    mode = models.CharField("held", max_length=10, choices=EventPage.Mode, default=EventPage.Mode.ONLINE)
    capacity = models.PositiveIntegerField(
        "places", null=True, blank=True, validators=[MinValueValidator(1)], help_text="Leave empty for no limit."
    )
    invitation = models.TextField(max_length=3000, blank=True, help_text="What the meeting's page says about it.")
    agenda = models.TextField(
        max_length=3000, blank=True, help_text="One session a line, its minutes first: 20 Welcome and introductions."
    )
    pre_reads = models.TextField("pre-reads", max_length=1000, blank=True, help_text="What to read or bring.")
    questions = models.TextField(
        max_length=2000,
        blank=True,
        help_text="Asked of whoever registers. One a line, its short name first: Lunch: Will you stay for lunch? "
        "End with (yes or no) for a question of that kind.",
    )
    minutes = models.TextField("frame of the minutes", max_length=4000, blank=True)
    reminders = ChoiceListField(words=Reminder, default=usual_reminders, help_text="At 9am, to people with a place.")

    base_form_class = SnippetForm
    panels = [
        FieldPanel("name"),
        FieldPanel("about"),
        FieldRowPanel([FieldPanel("minutes_long"), FieldPanel("mode"), FieldPanel("capacity")]),
        MultiFieldPanel([FieldPanel("invitation"), FieldPanel("agenda"), FieldPanel("pre_reads")], heading="The page"),
        MultiFieldPanel([FieldPanel("questions"), FieldPanel("reminders")], heading="Registration"),
        FieldPanel("minutes"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors = {}
        for name, read in {"agenda": sessions_in, "questions": questions_in}.items():
            try:
                read(getattr(self, name))
            except ValueError as error:
                errors[name] = str(error)
        if errors:
            raise ValidationError(errors)


class Preparation(models.Model):
    """What a kit gave a meeting that has no place on its page: the frame of its minutes, until they are written."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="preparation")
    kit = models.ForeignKey(MeetingKit, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.TextField("frame of the minutes", max_length=4000, blank=True)

    def __str__(self) -> str:
        return f"Preparation of {self.meeting_id}"

    @classmethod
    def frame_of_minutes(cls, meeting: Meeting) -> str:
        """What the minutes of this meeting begin with; empty when no kit said."""
        return cls.objects.filter(meeting=meeting).values_list("minutes", flat=True).first() or ""
