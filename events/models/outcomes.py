"""What came of a meeting: its minutes, what was decided, who does what by when, and the files that go with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from portal.cms.audience import SIGNED_IN, may_see
from portal.users.models import Role

from ..querysets import AgreedActionQuerySet, MeetingFileQuerySet, MinutesQuerySet
from .meeting import Meeting


class Minutes(models.Model):
    """The record of a meeting: a draft for its organisers until it is published, with decisions and actions."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    heard = models.TextField(blank=True, help_text="What was said, in short. Becomes “What we heard”.")
    # One for each session of the agenda: its id in the agenda, its title as it was, and what was said.
    sections = models.JSONField(default=list)
    members_only = models.BooleanField(default=False, help_text="Fewer people read the record than see the meeting.")
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, help_text="When the words last changed.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"Minutes: {self.meeting}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def changed_since(self) -> bool:
        """Whether they say something else than on the day they were published."""
        published = self.published_at
        return published is not None and timezone.localdate(self.changed_at) > timezone.localdate(published)

    def written_sections(self) -> list[dict[str, str]]:
        return [section for section in self.sections if section["text"]]

    def may_be_read_by(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """By whoever sees the meeting, or by the network's members alone. Asked of those who see the page."""
        return self.is_published and (not self.members_only or may_see(user, self.narrow_audience()))

    def narrow_audience(self) -> Iterable[str]:
        network = self.meeting.network
        return [network.members, network.convenors] if network else [SIGNED_IN]


class Decision(models.Model):
    """One thing the meeting decided."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=500)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class AgreedAction(models.Model):
    """Who does what by when. It comes back in the next meetings until it is closed."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    class Reminded(models.TextChoices):
        NO = "", "Not yet"
        SOON = "soon", "Before the day"
        OVERDUE = "overdue", "After the day"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agreed_actions")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="agreed_actions"
    )
    # Never a name: minutes may be read by anybody, and outlive the account.
    owner_role = models.CharField("whose", max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    outcome = models.CharField(max_length=500, blank=True, help_text="What came of it, or why it was dropped.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="actions_closed", help_text="A later meeting."
    )
    given_at = models.DateTimeField(null=True, blank=True, help_text="When its owner was told.")
    reminded = models.CharField(max_length=10, choices=Reminded, default=Reminded.NO, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = AgreedActionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def whose(self) -> str:
        """The role of its owner, as everybody reads it."""
        return self.owner_role or "Nobody yet"

    def can_finish(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Its owner says what came of it; the organisers may say so for them."""
        return (self.owner_id is not None and self.owner_id == user.pk) or self.can_manage(user)

    def can_manage(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return self.meeting.page.can_manage(user)


class MeetingFile(models.Model):
    """What was handed out or recorded: a document of the portal, an address elsewhere, or the words themselves."""

    class Kind(models.TextChoices):
        PRE_READ = "pre-read", "To read before"
        SLIDES = "slides", "Slides"
        RECORDING = "recording", "Recording"
        TRANSCRIPT = "transcript", "Transcript of the recording"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=150)
    document = models.ForeignKey(
        "files.PortalDocument", models.PROTECT, null=True, blank=True, related_name="meeting_files"
    )
    url = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True, help_text="A transcript as it was typed.")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingFileQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(url="") | ~models.Q(text=""),
                name="a_meetings_file_leads_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_before(self) -> bool:
        """Shown before the meeting too."""
        return self.kind == self.Kind.PRE_READ

    @property
    def address(self) -> str:
        return self.document.url if self.document else self.url


def role_of(user: AbstractBaseUser | None) -> str:
    """What minutes call the owner of an action."""
    role = getattr(user, "role", "")
    return str(Role(role).label) if role in Role.values else "Member" if user else ""
