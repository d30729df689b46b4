"""Pauses of publication, for example before an election: what the public reads waits, what is out stays out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from portal.privacy.editing import SnippetForm

from .audience import may_see
from .components import dates


class PauseQuerySet(models.QuerySet):
    def in_force(self) -> PauseQuerySet:
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gt=now)

    def over_region(self, region_id: int | None) -> PauseQuerySet:
        """Those that hold everywhere, or in this region."""
        here = models.Q(region=None)
        return self.in_force().filter(here | models.Q(region=region_id) if region_id else here)


class Pause(models.Model):
    """That posts, announcements and guests' comments wait: everywhere, or in one region, from and until."""

    region = models.ForeignKey(
        "organisations.Region",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="publication_pauses",
        help_text="Empty: everywhere. With a region, only networks of that region.",
    )
    starts_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("until", help_text="What was scheduled meanwhile is published then.")
    reason = models.CharField(max_length=200, help_text="Readers see it: “the general election”, “national mourning”.")

    objects = PauseQuerySet.as_manager()
    base_form_class = SnippetForm
    panels = [
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("reason"),
    ]

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = "publication pause"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_pause_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region or 'Everywhere'}: {self.reason}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "A pause ends after it begins."})

    @property
    def sentence(self) -> str:
        where = f" in {self.region}" if self.region else ""
        return (
            f"Publication is paused{where} until {dates.day(self.ends_at)}, {dates.clock(self.ends_at)}: {self.reason}."
        )


class SafetyCorrection(models.Model):
    """That something was published in a pause because leaving it would be unsafe, and why."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="safety_corrections")
    pause = models.ForeignKey(Pause, models.SET_NULL, null=True, related_name="corrections")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="safety_corrections")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Correction of {self.page}"


class PublicationPausedError(PermissionDenied):
    """Somebody would publish while publication is paused. What they wrote is kept as a draft."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(pause.sentence)
        self.pause = pause


class WaitsInPauses:
    """For page types that the public reads as news. Every way of publishing ends in `save`: there it is asked.

    The editor, bulk actions, workflows, copies and our own actions raise or make a draft; what is scheduled is tried
    again each minute until the pause has ended. What is live stays as it is.
    """

    is_safety_correction = False  # set on the object that `actions.correct_for_safety` publishes
    # Of the page that this is mixed into:
    pk: Any
    live: bool
    live_revision_id: int | None
    has_unpublished_changes: bool
    _state: Any
    pause_region: Any

    def waits(self) -> bool:
        """Whether this page, as it stands, is for the public."""
        raise NotImplementedError

    def pause(self) -> Pause | None:
        """The pause that holds it back now, the one that ends last."""
        if self.is_safety_correction:
            return None
        pause = Pause.objects.over_region(self.pause_region()).select_related("region").order_by("-ends_at").first()
        return pause if pause is not None and self.waits() else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and (pause := self.pause()) and self._becomes_live():
            if not self._state.adding:
                raise PublicationPausedError(pause)
            self.live, self.has_unpublished_changes = False, True
        super().save(*args, **kwargs)  # type: ignore[misc]

    def _becomes_live(self) -> bool:
        """Whether saving shows the public something new: a new page, or another version than the live one."""
        stored = Page.objects.filter(pk=self.pk).values_list("live", "live_revision_id").first()
        return stored != (True, self.live_revision_id)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("log_action") == "wagtail.publish.scheduled" and revision.as_object().pause():
            return
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]


def pause_over(page: Page) -> Pause | None:
    """The pause that holds where this page stands, whatever the page is: for what is said under it."""
    region = page.pause_region() if hasattr(page, "pause_region") else None
    return Pause.objects.over_region(region).select_related("region").order_by("-ends_at").first()


def refuse_move(page: Page, to: Page) -> None:
    """A move shows the public what it has not seen when it leads from a narrower place into one for everybody."""
    to = to.specific
    pause = pause_over(to)
    if pause is None or not may_see(AnonymousUser(), to.audience_inside()):
        return
    moved = Page.objects.descendant_of(page, inclusive=True).live().specific().prefetch_related("audience_rows")
    for one in moved:
        tokens = [row.token for row in one.audience_rows.all()]
        if isinstance(one, WaitsInPauses) and not may_see(AnonymousUser(), tokens):
            raise PublicationPausedError(pause)
