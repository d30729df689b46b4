"""Reads of what came of meetings."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.cms.audience import SIGNED_IN, STAFF, tokens_of


class AgreedActionQuerySet(models.QuerySet):
    def published(self) -> AgreedActionQuerySet:
        """Those of minutes that are published: a draft gives nobody anything to do."""
        return self.filter(meeting__minutes__published_at__isnull=False)

    def open(self) -> AgreedActionQuerySet:
        return self.filter(state=self.model.State.OPEN)

    def closed(self) -> AgreedActionQuerySet:
        return self.exclude(state=self.model.State.OPEN)

    def naming_somebody(self) -> AgreedActionQuerySet:
        """Those that still say whose they were, or who closed them."""
        return self.filter(models.Q(owner__isnull=False) | models.Q(closed_by__isnull=False))

    def overdue(self, today: date) -> AgreedActionQuerySet:
        return self.open().filter(due_on__lt=today)

    def of(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        return self.filter(owner=user)

    def mine(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        """What somebody still has to do, the next day first."""
        return self.published().open().of(user).with_event().by_day()

    def concerning(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        """Theirs, and those of the meetings they organise."""
        pages = self.model.meeting.field.related_model.page.field.related_model.objects
        return self.published().filter(
            models.Q(owner=user) | models.Q(meeting__page__in=pages.managed_by(user).order_by().values("pk"))
        )

    def arising_at(self, event: models.Model, user: AbstractBaseUser | AnonymousUser) -> AgreedActionQuerySet:
        """What earlier meetings left open, as far as this reader may know.

        Those of its series, and of its network where they belong to no series; outside a series, all of its network.
        """
        meeting = event.meeting  # type: ignore[attr-defined]
        if event.series_id:  # type: ignore[attr-defined]
            same = models.Q(meeting__page__series=event.series_id)  # type: ignore[attr-defined]
            if meeting.network_id:
                same |= models.Q(meeting__network=meeting.network_id, meeting__page__series=None)
        elif meeting.network_id:
            same = models.Q(meeting__network=meeting.network_id)
        else:
            return self.none()
        earlier = self.published().filter(same, meeting__starts_at__lt=meeting.starts_at).exclude(meeting=meeting.pk)
        return earlier.open().told_to(user).with_event().by_day()

    def told_to(self, user: AbstractBaseUser | AnonymousUser) -> AgreedActionQuerySet:
        """Those whose meeting and whose minutes this reader may read."""
        pages = self.model.meeting.field.related_model.page.field.related_model.objects
        seen = self.filter(meeting__page__in=pages.visible_to(user).order_by().values("pk"))
        tokens = tokens_of(user)
        if STAFF in tokens:
            return seen
        inside = [int(token.partition(":")[2]) for token in tokens if token.startswith(("members:", "convenors:"))]
        narrow = models.Q(meeting__network__in=inside)
        if SIGNED_IN in tokens:
            narrow |= models.Q(meeting__network=None)
        return seen.filter(models.Q(meeting__minutes__members_only=False) | narrow)

    def by_day(self) -> AgreedActionQuerySet:
        """The next day first; without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def with_event(self) -> AgreedActionQuerySet:
        return self.select_related("meeting__page", "meeting__network__page", "owner")


class MinutesQuerySet(models.QuerySet):
    def words_for_all(self, event: int | None) -> list[str]:
        """What the record adds to the words a meeting is found by: only what whoever sees the meeting may read."""
        minutes = self.filter(meeting__page=event, published_at__isnull=False, members_only=False).first()
        if minutes is None:
            return []
        said = [minutes.heard, *(section["text"] for section in minutes.sections)]
        return said + list(minutes.meeting.decisions.values_list("text", flat=True))


class MeetingFileQuerySet(models.QuerySet):
    def with_documents(self) -> MeetingFileQuerySet:
        return self.select_related("document__collection")
