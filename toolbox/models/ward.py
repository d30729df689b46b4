"""The four tools of a ward: what somebody opens when a patient is to be asked now."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.snippets.models import register_snippet

from portal.privacy.editing import SnippetForm


@register_snippet
class InterviewTool(models.Model):
    """One of the four places of "Interview now", and the tool that stands there."""

    class Place(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"
        THIRD = 3, "Third"
        FOURTH = 4, "Fourth"

    place = models.PositiveSmallIntegerField(choices=Place, unique=True)
    entry = models.ForeignKey("toolbox.EntryPage", models.CASCADE, related_name="+", verbose_name="tool")
    says = models.CharField("when to use it", max_length=120, blank=True, help_text="In a few words.")

    base_form_class = SnippetForm
    panels = [FieldPanel("place"), PageChooserPanel("entry"), FieldPanel("says")]

    class Meta:
        ordering = ["place"]
        verbose_name = "tool of “Interview now”"
        verbose_name_plural = "tools of “Interview now”"

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.entry}"
