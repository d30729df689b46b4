"""That somebody asked for their account to be closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ..querysets import ClosingQuerySet


class Closing(models.Model):
    """One request: by the person, or by staff on their behalf. It waits, is taken back, or is carried out once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(help_text="Until then it can be taken back.")
    kept_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken back.")
    began_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    # Where the last mail goes. Emptied when that mail is written.
    last_address = models.EmailField(blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(kept_at=None, done_at=None), name="one_open_closing_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"Closing {self.pk}"

    def can_be_kept(self) -> bool:
        """Whether the person may still change their mind."""
        return self.kept_at is None and self.began_at is None
