"""Blocks: that somebody may read and not write, in one network or anywhere, for a time or until it is lifted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.discussion.querysets import BlockQuerySet


class Block(models.Model):
    """That somebody may not write. They can still read, and register for meetings."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="writing_blocks")
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="writing_blocks",
        help_text="The home of the network it holds in; empty: anywhere.",
    )
    reason = models.CharField(max_length=300)
    until = models.DateTimeField(null=True, blank=True, help_text="Empty: until somebody lifts it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} may not write in {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:my_blocks")

    @property
    def where(self) -> str:
        return self.page.title if self.page else "any network"

    def is_in_force(self) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())
