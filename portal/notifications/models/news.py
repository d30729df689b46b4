"""What happened, who hears of it, and how each person wants to hear: at once, in the digest, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.notifications.querysets import HappeningQuerySet, NoticeQuerySet


class Level(models.TextChoices):
    """How somebody hears of a kind of news."""

    AT_ONCE = "at-once", "By email at once"
    DIGEST = "digest", "In my digest"
    OFF = "off", "Only here, not by email"


class Happening(models.Model):
    """One thing that happened, in words that fit on a line. Its notices say who hears of it."""

    key = models.CharField(max_length=200, unique=True, help_text="The same cause never happens twice.")
    kind = models.CharField(max_length=80, db_index=True, help_text="app/name, as its app declares it")
    # "app.model:key", as `label_of` writes it: a line in the digest is a thread or a meeting, a section its network.
    about = models.CharField(max_length=80, db_index=True)
    group = models.CharField(max_length=80, blank=True, db_index=True)
    # What else it touches, as labels: the theme of a tool, the writer of a post. Whoever follows those hears too.
    touches = models.JSONField(default=list)
    title = models.CharField(max_length=200)
    excerpt = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Who loses sight of the thing meanwhile hears no more of it: asked again when it is shown and when it is mailed.
    audience = models.JSONField(default=list, help_text="Audience tokens")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    spread_at = models.DateTimeField(null=True, blank=True, help_text="Since then all who follow it have a notice.")

    objects = HappeningQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def things(self) -> list[str]:
        """Labels of all that somebody may follow, or mute, to hear of this or not."""
        return [label for label in [self.about, self.group, *self.touches] if label]

    def silenced_by(self, muted: Collection[str], *, by_name: bool) -> bool:
        """Whether somebody who muted these hears nothing of it. Whom it concerns by name mutes it alone by itself."""
        return self.about in muted or (not by_name and any(thing in muted for thing in self.things))


class Digest(models.Model):
    """One summary for one person: due at one moment, made once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    due_at = models.DateTimeField()
    mail = models.ForeignKey("notifications.Mail", models.SET_NULL, null=True, blank=True, related_name="digest_of")

    class Meta:
        ordering = ["-due_at"]
        constraints = [models.UniqueConstraint(fields=["person", "due_at"], name="one_digest_a_person_and_moment")]

    def __str__(self) -> str:
        return f"Digest {self.pk}"


class Notice(models.Model):
    """That somebody hears of a happening: always in the portal, and by mail once at most."""

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    level = models.CharField(max_length=8, choices=Level, default=Level.DIGEST)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    by_name = models.BooleanField(default=False, help_text="An answer, a mention, a decision about them.")
    # By which mail they heard: their own, or a digest. Never both; neither while it waits, or where it was read before.
    mail = models.ForeignKey("notifications.Mail", models.SET_NULL, null=True, blank=True, related_name="+")
    digest = models.ForeignKey(Digest, models.SET_NULL, null=True, blank=True, related_name="notices")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="Since then no mail will come of it any more.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["happening", "person"], name="one_notice_a_person")]
        indexes = [
            models.Index(fields=["person", "read_at", "at"]),
            models.Index(fields=["person", "at"], condition=models.Q(settled_at=None), name="notices_that_wait"),
        ]

    def __str__(self) -> str:
        return f"Notice {self.pk}"


class Preference(models.Model):
    """How somebody wants to hear of one kind of news, everywhere or in one network."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news_preferences")
    topic = models.CharField(max_length=40, help_text="A family of kinds: portal.notifications.kinds")
    group = models.CharField(max_length=80, blank=True, help_text="networks.network:12; empty is everywhere")
    level = models.CharField(max_length=8, choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic", "group"], name="one_preference_a_person_topic_and_group")
        ]

    def __str__(self) -> str:
        return f"Preference {self.pk}"


class Follow(models.Model):
    """That somebody follows one thing, or will hear nothing of it: a thread, theme, tag, person, network or meeting."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    about = models.CharField(max_length=80, db_index=True, help_text="app.model:key")
    muted = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="one_follow_a_person_and_thing")]

    def __str__(self) -> str:
        return f"Follow {self.pk}"


class Rhythm(models.Model):
    """When somebody's digest comes, and the hours in which no mail is sent to them. Without a row: Tuesdays at 8am."""

    class Digests(models.TextChoices):
        WEEKLY = "weekly", "Once a week, on Tuesday at 8am"
        DAILY = "daily", "Every morning at 8am"
        NEVER = "never", "No digest"

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news_rhythm")
    digests = models.CharField(max_length=6, choices=Digests, default=Digests.WEEKLY)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Rhythm {self.pk}"

    def quiet_end(self, now: datetime) -> datetime | None:
        """When the quiet hours end in which this moment lies, or None where it lies in none."""
        start, end = self.quiet_from, self.quiet_until
        if start is None or end is None or start == end:
            return None
        local = timezone.localtime(now)
        clock, day = local.time(), local.date()
        if start < end:
            quiet = start <= clock < end
        else:  # over midnight
            quiet = clock >= start or clock < end
            day += timedelta(days=1) if clock >= start else timedelta(0)
        return timezone.make_aware(datetime.combine(day, end)) if quiet else None
