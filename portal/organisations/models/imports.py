"""Files of the Organisation Data Service that somebody handed in, and what each did to the register."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from ..querysets import LockedQuerySet
from .organisation import Organisation

MOST_FAULTS = 1000  # named one by one; with more it is the wrong file


def where_kept(instance: RegisterImport, name: str) -> str:
    return f"register/{uuid.uuid4().hex}.csv"


class RegisterImport(models.Model):
    """One file: what it would do (its preview), and once somebody confirmed, what it did."""

    class Holds(models.TextChoices):
        TRUST = Organisation.Kind.TRUST.value, "NHS trusts (etr.csv)"
        COMMISSIONER = Organisation.Kind.COMMISSIONER.value, "Commissioners such as ICBs"
        OTHER = Organisation.Kind.OTHER.value, "Other organisations"
        SUCCESSORS = "successors", "Successors (succ.csv)"

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for confirmation"
        NOTHING = "nothing", "Changes nothing"
        DONE = "done", "Imported"
        DISCARDED = "discarded", "Discarded"

    holds = models.CharField("what the file holds", max_length=20, choices=Holds, default=Holds.TRUST)
    name = models.CharField("file", max_length=255)
    file = models.FileField(upload_to=where_kept)
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="register_imports"
    )
    settled_at = models.DateTimeField("confirmed or discarded", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="settled_register_imports"
    )
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)  # line, column, value, why, how to mend
    preview = models.JSONField(default=dict)  # the first of the new, changed and closed
    plan = models.CharField(max_length=64)  # digest of everything it would do: what somebody confirms

    objects = LockedQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = "import"

    def __str__(self) -> str:
        return self.name

    @property
    def broken(self) -> int:
        return self.counts.get("broken", 0)

    @property
    def sound(self) -> int:
        return self.counts.get("rows", 0) - self.broken

    @property
    def changes(self) -> int:
        return sum(self.counts.get(name, 0) for name in ("new", "changed", "closed"))

    @property
    def has_too_many_faults(self) -> bool:
        return self.broken > MOST_FAULTS

    @property
    def can_be_confirmed(self) -> bool:
        return self.state == self.State.WAITING and not self.has_too_many_faults

    @staticmethod
    def can_import(user: AbstractBaseUser | None) -> bool:
        """Nobody is the command line: whoever has a shell there may."""
        return user is None or user.has_perm("organisations.add_registerimport")  # type: ignore[attr-defined]


class ImportedChange(models.Model):
    """What an import did to one organisation."""

    class What(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        CLOSED = "closed", "Closed"

    source = models.ForeignKey(RegisterImport, models.CASCADE, related_name="done")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="imported_changes")
    what = models.CharField(max_length=8, choices=What)
    fields = models.JSONField(default=list)  # [field in words, before, after]

    class Meta:
        ordering = ["-source__uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.organisation}"
