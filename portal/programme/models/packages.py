"""Support packages: what one trust of a cohort gets, by whom, until when, and what the trust agreed to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from ..figures import pounds
from ..querysets import ItemQuerySet, PackageQuerySet
from .cohorts import CohortTrust

FOLDER = "packages"


class Rag(models.TextChoices):
    """How the work stands, and never how good a trust is."""

    GREEN = "green", "On course"
    AMBER = "amber", "Needs attention"
    RED = "red", "Off course"


class SupportPackage(models.Model):
    """The support of one trust, by its place in a frozen cohort. Its staff-written words are for the trust to read."""

    class Tier(models.TextChoices):
        LIGHT = "light", "Light: tools, a buddy and a call each quarter"
        FOCUSED = "focused", "Focused: a specialist for one or two themes"
        INTENSIVE = "intensive", "Intensive: visits and specialists for a year"

    class Continuation(models.TextChoices):
        UNDECIDED = "undecided", "Not decided yet"
        GOES_ON = "goes-on", "Goes on"
        ENDS = "ends", "Ends as planned"

    place = models.OneToOneField(CohortTrust, models.PROTECT, related_name="package")
    why = models.TextField("why this trust", max_length=2000)
    estimate = models.TextField("how its figure was estimated", max_length=2000)
    low = models.BigIntegerField("lowest it may be", null=True, blank=True, help_text="In pence.")
    high = models.BigIntegerField("highest it may be", null=True, blank=True, help_text="In pence.")
    tier = models.CharField("support", max_length=10, choices=Tier, default=Tier.LIGHT)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="managed_packages"
    )
    buddy = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    buddy_because = models.CharField("what the buddy does well", max_length=300, blank=True)
    sponsor = models.CharField("clinical sponsor", max_length=120, blank=True, help_text="The role, not a name.")
    funding_ends = models.DateField(null=True, blank=True)
    continuation = models.CharField(max_length=10, choices=Continuation, default=Continuation.UNDECIDED)
    exit_plan = models.TextField(max_length=2000, blank=True)
    agreed_target = models.BigIntegerField(
        null=True, blank=True, help_text="Cash in a year, in pence, where that is possible."
    )
    target_reason = models.CharField(max_length=500, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="agreed_targets"
    )
    rag = models.CharField(max_length=6, choices=Rag, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["place__organisation__name"]
        permissions = [("run_support", "Can run support packages")]

    def __str__(self) -> str:
        return f"Support of {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("programme:package", args=[self.organisation.code])

    @property
    def organisation(self):
        return self.place.organisation

    @property
    def range(self) -> str:
        if self.low is None or self.high is None:
            return ""
        return f"{pounds(self.low)} to {pounds(self.high)}"

    @property
    def target(self) -> str:
        return pounds(self.agreed_target) if self.agreed_target is not None else ""


class RagReading(models.Model):
    """How the work stood on a day, and why. Added, never changed."""

    package = models.ForeignKey(SupportPackage, models.CASCADE, related_name="readings")
    rag = models.CharField(max_length=6, choices=Rag)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_rag_display()}: {self.reason}"


class PackageItem(models.Model):
    """Something that is to happen by a day: a milestone, a visit, an action; or a risk that is watched until then."""

    class Kind(models.TextChoices):
        MILESTONE = "milestone", "Milestone"
        VISIT = "visit", "Visit"
        ACTION = "action", "Action"
        RISK = "risk", "Risk"

    package = models.ForeignKey(SupportPackage, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=2000, blank=True)
    theme = models.ForeignKey("cms.Theme", models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField()
    # Nobody: it waits for a specialist of its theme to take it.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="package_items"
    )
    outcome = models.TextField(max_length=2000, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["due"], condition=models.Q(done_at=None), name="items_to_do")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def is_late(self, today: date | None = None) -> bool:
        return not self.is_done and self.due < (today or timezone.localdate())


class Challenge(models.Model):
    """A trust doubts why it was chosen or how its figure was estimated, and gets a dated reply."""

    package = models.ForeignKey(SupportPackage, models.CASCADE, related_name="challenges")
    text = models.TextField(max_length=2000)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reply_by = models.DateField()
    reply = models.TextField(max_length=2000, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return f"Challenge of {timezone.localdate(self.raised_at):%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{self.package.get_absolute_url()}#challenge-{self.pk}"


def somewhere(instance: models.Model, name: str) -> str:
    """A place that says nothing of the file. Nothing serves it but our own view."""
    return f"{FOLDER}/{get_random_string(32).lower()}"


class PackageFile(models.Model):
    """A document for the trust and the programme's staff alone."""

    package = models.ForeignKey(SupportPackage, models.CASCADE, related_name="files")
    file = models.FileField(upload_to=somewhere)
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class NamedPeer(models.Model):
    """A trust that agreed to be named to its peers. Without a row it is "Trust A" to them."""

    organisation = models.OneToOneField("organisations.Organisation", models.CASCADE, related_name="named_peer")
    since = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.organisation)
