"""Reads of networks and memberships, as words."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models


class NetworkQuerySet(models.QuerySet):
    def readable_by(self, user: AbstractBaseUser | AnonymousUser) -> NetworkQuerySet:
        """Those whose inside this person may read, by the kind of network or by membership."""
        kind = self.model.Kind
        readable = models.Q(kind=kind.OPEN)
        if user.is_authenticated:
            readable |= models.Q(kind=kind.RESTRICTED)
            readable |= models.Exists(self.of_member(user))
        return self.filter(readable)

    def of_member(self, user: AbstractBaseUser) -> models.QuerySet:
        """Memberships of this person, correlated to each network."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        return memberships.filter(network=models.OuterRef("pk"), user=user)


class MembershipQuerySet(models.QuerySet):
    def convening(self) -> MembershipQuerySet:
        return self.filter(role=self.model.Role.CONVENOR)

    def looking_after(self) -> MembershipQuerySet:
        """Convenors and moderators."""
        return self.exclude(role=self.model.Role.MEMBER)
