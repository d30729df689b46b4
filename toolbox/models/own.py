"""A tool made a trust's own: what the trust writes into such files, and from which file each copy came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..querysets import OwnCopyQuerySet


class TrustDetails(models.Model):
    """What stands in every file that a trust makes its own. A team and its numbers, never a person's."""

    organisation = models.OneToOneField("organisations.Organisation", models.CASCADE, related_name="+")
    team = models.CharField("name of the team", max_length=120)
    address = models.TextField(max_length=300, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("shared mailbox", blank=True)
    pals = models.CharField("PALS", max_length=200, blank=True, help_text="Telephone or address of PALS.")
    logo = models.BinaryField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Details of {self.organisation}"


class OwnCopy(models.Model):
    """The latest copy that a trust made of a file, and the words of its parent then are found by `file_hash`."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, related_name="own_copies")
    document = models.ForeignKey("files.PortalDocument", models.CASCADE, related_name="own_copies")
    entry = models.ForeignKey("toolbox.EntryPage", models.CASCADE, related_name="own_copies")
    file_hash = models.CharField(max_length=40)
    version = models.CharField(max_length=20, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="own_copies"
    )
    told_hash = models.CharField(max_length=40, blank=True, help_text="The file of the parent that was told of last.")

    objects = OwnCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "document"], name="one_copy_of_a_trust")]

    def __str__(self) -> str:
        return f"{self.document} of {self.organisation}"

    @property
    def is_behind(self) -> bool:
        """The parent has another file now."""
        return self.file_hash != self.document.file_hash
