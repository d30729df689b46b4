"""Reads of who was invited, and of who acts for whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone

from portal.privacy.holdings import addresses_of


class InvitationQuerySet(models.QuerySet):
    def to_send(self) -> InvitationQuerySet:
        return self.filter(state=self.model.State.NOT_SENT)

    def unanswered(self) -> InvitationQuerySet:
        return self.filter(state=self.model.State.SENT)

    def to_remind(self, now: datetime) -> InvitationQuerySet:
        """Asked, not answered, and not written to since yesterday."""
        yesterday = now - timedelta(days=1)
        rested = models.Q(reminded_at=None) | models.Q(reminded_at__lt=yesterday)
        return self.unanswered().filter(rested, sent_at__lt=yesterday)

    def standing(self) -> InvitationQuerySet:
        """All that were not taken back."""
        return self.exclude(state=self.model.State.REVOKED)

    def coming_up(self) -> InvitationQuerySet:
        """Sent, to meetings that are not over, the next first."""
        sent = self.standing().exclude(state=self.model.State.NOT_SENT)
        return sent.filter(meeting__ends_at__gt=timezone.now()).with_event().order_by("meeting__starts_at", "pk")

    def with_event(self) -> InvitationQuerySet:
        return self.select_related("meeting__page", "meeting__network__page", "trust", "registration")


class DelegationQuerySet(models.QuerySet):
    def granted(self) -> DelegationQuerySet:
        return self.filter(state=self.model.State.GRANTED, assistant__is_active=True)

    def open(self) -> DelegationQuerySet:
        """Asked for or granted."""
        return self.filter(state__in=self.model.OPEN).select_related("assistant", "director")

    def held_by(self, user: AbstractBaseUser) -> DelegationQuerySet:
        """As the assistant."""
        return self.filter(assistant=user)

    def given_by(self, user: AbstractBaseUser) -> DelegationQuerySet:
        """As the director: by the account, or by an address they proved to be theirs."""
        return self.filter(models.Q(director=user) | models.Q(director_email__in=addresses_of(user)))
