"""How far the reminders of a tool's review have come: from its owner to its place in the archive."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from .entries import EntryPage

ARCHIVED_AFTER = timedelta(weeks=12)
"""So long after the day of its review a tool that nobody checks leaves the toolbox …"""
NOTICE = timedelta(weeks=4)
"""… and never sooner than this after its readers were warned."""


class Review(models.Model):
    """The last step that was taken for the review that is due. There is no row while nothing is due."""

    class Step(models.IntegerChoices):
        OWNER = 1, "The owner is asked"
        CONVENOR = 2, "The convenors are asked too"
        PROGRAMME = 3, "The programme is asked too"
        BANNER = 4, "Readers are warned"
        ARCHIVED = 5, "In the archive"

    entry = models.OneToOneField(EntryPage, models.CASCADE, related_name="review_step")
    review_by = models.DateField(help_text="The day that these steps are about.")
    step = models.PositiveSmallIntegerField(choices=Step)
    stepped_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.get_step_display()}"

    @property
    def archived_on(self) -> date:
        """When the tool leaves, if nobody checks it. Known once its readers are warned."""
        return max(self.review_by + ARCHIVED_AFTER, self.stepped_on + NOTICE)

    @property
    def is_archived(self) -> bool:
        return self.step == self.Step.ARCHIVED
