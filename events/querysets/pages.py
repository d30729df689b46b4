"""Reads of the pages of meetings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import PageManager

from portal.cms.audience import STAFF, tokens_of
from portal.cms.querysets import BasePageQuerySet


class EventQuerySet(BasePageQuerySet):
    def upcoming(self, now: datetime | None = None) -> EventQuerySet:
        """Not over yet, the next first. One that runs now is still coming up."""
        return self.filter(meeting__ends_at__gt=now or timezone.now()).order_by("meeting__starts_at", "pk")

    def going_ahead(self) -> EventQuerySet:
        """Neither cancelled nor postponed."""
        state = self.model.meeting.related.related_model.State
        return self.filter(meeting__state=state.SCHEDULED)

    def past(self, now: datetime | None = None) -> EventQuerySet:
        """Over, the last first."""
        return self.filter(meeting__ends_at__lte=now or timezone.now()).order_by("-meeting__starts_at", "-pk")

    def of_network(self, network: models.Model) -> EventQuerySet:
        """Of this network and its sub-groups."""
        return self.filter(meeting__network__page__path__startswith=network.page.path)  # type: ignore[attr-defined]

    def in_region(self, slug: str) -> EventQuerySet:
        """Of the networks of a region."""
        return self.filter(meeting__network__page__region__slug=slug)

    def national(self) -> EventQuerySet:
        """Of no region."""
        return self.filter(meeting__network__page__region=None)

    def for_role(self, role: str) -> EventQuerySet:
        """Those that somebody with this role may come to: for it, or for everybody."""
        words = Cast("for_roles", models.TextField())
        return self.alias(roles_in_words=words).filter(
            models.Q(roles_in_words__contains=f'"{role}"') | models.Q(roles_in_words="[]")
        )

    def in_month(self, month: date) -> EventQuerySet:
        first = datetime(month.year, month.month, 1, tzinfo=timezone.get_default_timezone())
        after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=first.tzinfo)
        return self.filter(meeting__starts_at__gte=first, meeting__starts_at__lt=after)

    def within(self, *, days: int) -> EventQuerySet:
        return self.filter(meeting__starts_at__lt=timezone.now() + timedelta(days=days))

    def managed_by(self, user: AbstractBaseUser) -> EventQuerySet:
        """Those this person organises: of the networks they convene; all they see, for the programme's staff."""
        tokens = tokens_of(user)
        convened = [int(token.partition(":")[2]) for token in tokens if token.startswith("convenors:")]
        seen = self.visible_to(user)
        return seen if STAFF in tokens else seen.filter(meeting__network__in=convened)

    def with_meeting(self) -> EventQuerySet:
        """Each with its meeting, network and region, in the same query."""
        return self.select_related("meeting__network__page__region")

    def with_questions_known(self) -> EventQuerySet:
        """Each says in the same query whether it asks anything: most ask nothing, and are not asked for it."""
        questions = self.model._meta.get_field("questions").related_model.objects
        return self.annotate(has_questions=models.Exists(questions.filter(event=models.OuterRef("pk"))))

    def with_outcomes(self) -> EventQuerySet:
        """Each says in the same query how many came, and whether all who see it may read its minutes."""
        meetings = self.model.meeting.related.related_model
        present = meetings.registrations.field.model.objects.present().filter(meeting=models.OuterRef("meeting"))
        number = present.order_by().values("meeting").annotate(number=models.Count("pk")).values("number")
        published = meetings.minutes.related.related_model.objects.filter(
            meeting=models.OuterRef("meeting"), published_at__isnull=False, members_only=False
        )
        return self.annotate(came=models.Subquery(number), has_minutes=models.Exists(published))

    def cards(self) -> list:
        """What a list shows: each with its meeting, network and places. Two queries, however many rows."""
        events = list(self.with_meeting())
        tallies = self.model.meeting.related.related_model.objects.places_of([event.meeting for event in events])
        for event in events:
            event.meeting.places = tallies[event.meeting.pk]
        return events


EventManager = PageManager.from_queryset(EventQuerySet)
