"""Tools that somebody keeps: their bookmarks, and collections that others may read."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ..querysets import ShelfQuerySet
from .entries import EntryPage


def new_key() -> str:
    return secrets.token_urlsafe(12)


class Shelf(models.Model):
    """A list of tools in an order of its owner's, with notes. Who reads it never sees a tool that is not for them."""

    class Reach(models.TextChoices):
        OWN = "own", "Only me"
        LINK = "link", "Signed-in people who have its address"
        NETWORK = "network", "Members of one network"
        PUBLIC = "public", "Everybody"

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shelves")
    is_bookmarks = models.BooleanField(default=False, help_text="The one list that everybody has.")
    title = models.CharField(max_length=120)
    description = models.TextField(max_length=600, blank=True)
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.OWN)
    network = models.ForeignKey("networks.Network", models.SET_NULL, null=True, blank=True, related_name="shelves")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name_plural = "shelves"
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(is_bookmarks=True), name="one_list_of_bookmarks_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kept:bookmarks") if self.is_bookmarks else reverse("toolbox:shelf", args=[self.key])


class ShelfItem(models.Model):
    """A tool on a shelf. The one taken off last stays until the next goes, so that it can be put back."""

    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="items")
    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="shelf_items")
    note = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["shelf", "entry"], name="a_tool_stands_once_on_a_shelf")]

    def __str__(self) -> str:
        return f"{self.shelf_id}: {self.entry_id}"
