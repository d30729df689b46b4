"""Files of figures that somebody handed in, what each would do, and what it did."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from portal.organisations.models.imports import MOST_FAULTS
from portal.organisations.querysets import LockedQuerySet


def where_kept(instance: FigureImport, name: str) -> str:
    return f"figures/{uuid.uuid4().hex}{'.xlsx' if name.lower().endswith('.xlsx') else '.csv'}"


class FigureImport(models.Model):
    """One file: its preview, and once somebody confirmed, what it did. A file with one broken row does nothing."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for confirmation"
        BROKEN = "broken", "Has errors"
        NOTHING = "nothing", "Changes nothing"
        DONE = "done", "Imported"
        DISCARDED = "discarded", "Discarded"

    name = models.CharField("file", max_length=255)
    file = models.FileField(upload_to=where_kept)
    digest = models.CharField(max_length=64, db_index=True)
    # The trusts whose figures may stand in it: of an officer of a trust the own ones; None of the programme's analysts.
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="figure_imports"
    )
    settled_at = models.DateTimeField("confirmed or discarded", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="settled_figure_imports"
    )
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)  # line, column, value, why, how to mend
    preview = models.JSONField(default=dict)
    plan = models.CharField(max_length=64)  # digest of everything it would do: what somebody confirms

    objects = LockedQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = "import of figures"
        verbose_name_plural = "imports of figures"

    def __str__(self) -> str:
        return self.name

    @property
    def broken(self) -> int:
        return self.counts.get("broken", 0)

    @property
    def changes(self) -> int:
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def names_all_faults(self) -> bool:
        return self.broken <= MOST_FAULTS

    @property
    def can_be_confirmed(self) -> bool:
        return self.state == self.State.WAITING
