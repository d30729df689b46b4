"""Reads of people, as words, and the manager that makes accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q, Value

from ..visibility import Viewer, reach_expression, shown


class UserQuerySet(models.QuerySet):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def staff(self) -> UserQuerySet:
        """The programme's own people."""
        return self.active().filter(is_staff=True)

    def admitted(self) -> UserQuerySet:
        """Those whose account is open and approved."""
        return self.active().filter(Q(admitted_at__isnull=False) | Q(is_staff=True))

    def with_reach(self, viewer: Viewer) -> UserQuerySet:
        """Each with how near this viewer is, so that `shows()` asks nothing more."""
        return self.annotate(
            reach=reach_expression(viewer), reached_by=Value(viewer.pk or 0, output_field=models.BigIntegerField())
        )

    def showing(self, *fields: str) -> UserQuerySet:
        """Of people read `with_reach`: those who show all these parts. Filters ask this first and so tell nothing."""
        rows = self
        for field in fields:
            rows = rows.filter(shown(field))
        return rows

    def listed_for(self, viewer: Viewer) -> UserQuerySet:
        """The directory as this viewer may have it: approved people who show them their name."""
        return self.admitted().with_reach(viewer).showing("name").select_related("trust__region")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        if not email:
            raise ValueError("An account needs an email address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> Any:
        return self.get(email__iexact=email)
