"""Reads of series, surveys and polls for a date."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from portal.cms.audience import tokens_of


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> SeriesQuerySet:
        """National ones, and those of networks whose inside this person may read."""
        keys = [int(token.partition(":")[2]) for token in tokens_of(user) if token.startswith("network:")]
        return self.filter(models.Q(network=None) | models.Q(network__in=keys)).select_related("network__page")


class SurveyAnswerQuerySet(models.QuerySet):
    def with_words(self) -> SurveyAnswerQuerySet:
        return self.exclude(differently="", next_topic="")

    def tally(self) -> dict[int, dict[int, int]]:
        """How often each degree was chosen, for each meeting. One query."""
        found: dict[int, dict[int, int]] = {}
        rows = self.order_by().values_list("meeting_id", "useful").annotate(number=models.Count("pk"))
        for meeting, useful, number in rows:
            found.setdefault(meeting, {})[useful] = number
        return found


class DatePollQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> DatePollQuerySet:
        """Those of the networks this person belongs to."""
        keys = [int(token.partition(":")[2]) for token in tokens_of(user) if token.startswith("members:")]
        return self.filter(network__in=keys).select_related("network__page")

    def taking_votes(self, now: datetime | None = None) -> DatePollQuerySet:
        return self.filter(closed_at=None, closes_at__gt=now or timezone.now()).order_by("closes_at", "pk")
