"""Searches that somebody keeps: saved by name, with news of what is new in them; and the last ones, if wanted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import QueryDict

MOST_SAVED = 30
MOST_RECENT = 10


class SavedSearchQuerySet(models.QuerySet):
    def kept(self) -> SavedSearchQuerySet:
        return self.filter(deleted_at=None)


class SavedSearch(models.Model):
    """A search by its address. `after` is the last entry that was there when it was saved or last looked through."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=1000, help_text="What stands after the question mark.")
    tells = models.BooleanField("tells of what is new", default=True)
    after = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="For a day it can be taken back.")

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        default_permissions: list[str] = []
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/search/?{self.address}"


class RecentSearches(models.Model):
    """The last searches of somebody who asked the portal to remember them: without a row it does not."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recent_searches")
    addresses = models.JSONField(default=list)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions: list[str] = []
        verbose_name_plural = "recent searches"

    def __str__(self) -> str:
        return f"{len(self.addresses)} searches"

    def searches(self) -> list[tuple[str, str]]:
        """(words, address) of each, the last first."""
        return [(QueryDict(address).get("q", ""), f"/search/?{address}") for address in self.addresses]
