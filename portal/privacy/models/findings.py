"""That the guard found something, and the shapes of numbers that a trust asks it to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from ..identifiers import Kind, Mask, MaskError


class Finding(models.Model):
    """A fact, a kind and a place. What was found is nowhere: not here, not in the log, not in a mail."""

    class Outcome(models.TextChoices):
        BLOCKED = "blocked", "Asked to reword"
        REPLACED = "replaced", "Posted with the match replaced"
        HELD = "held", "Held for a moderator"
        PASSED = "passed", "Unclear, and let through to an editor's judgement"
        UNSEARCHED = "unsearched", "Not searched for, not logged"
        UNREAD = "unread", "A file that could not be read to its end"

    kind = models.CharField(max_length=30, choices=[(kind.value, kind.label) for kind in Kind], blank=True)
    place = models.CharField(max_length=80, help_text="The form and field, for example CommentForm.body.")
    certainty = models.CharField(max_length=7, choices=[("clear", "Clear"), ("unclear", "Unclear")])
    outcome = models.CharField(max_length=10, choices=Outcome)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="guard_findings"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display() or 'Unread'} in {self.place}"


class LocalPattern(models.Model):
    """How the hospital numbers of one trust look."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="hospital_numbers", verbose_name="trust"
    )
    label = models.CharField(max_length=60, default="Hospital number", help_text="What the trust calls it.")
    mask = models.CharField(
        max_length=30,
        help_text="9 is a digit, A a letter, * either, =A the letter A itself; spaces, dashes and slashes may be left "
        "out by whoever types. For example AA999999, or =R=J9999999.",
    )

    panels = [FieldPanel("organisation"), FieldPanel("label"), FieldPanel("mask")]

    class Meta:
        ordering = ["organisation", "label"]
        verbose_name = "hospital number"

    def __str__(self) -> str:
        return f"{self.label}: {self.mask}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete("privacy:masks")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        cache.delete("privacy:masks")
        return gone

    def clean(self) -> None:
        try:
            self.as_mask()
        except MaskError as error:
            raise ValidationError({"mask": str(error)}) from error

    def as_mask(self) -> Mask:
        return Mask(self.mask, self.label)
