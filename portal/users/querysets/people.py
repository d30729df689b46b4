"""Reads of people, as words, and the manager that makes accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from ..visibility import Viewer, reach_expression, shown


class UserQuerySet(models.QuerySet):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def silent_since(self, moment: datetime) -> UserQuerySet:
        """Open accounts of people who have not signed in since then, and whose closing nobody asked for yet."""
        closings = self.model._meta.get_field("closings").related_model.objects.open()
        return (
            self.active()
            .alias(last_seen=Coalesce("last_login", "date_joined"))
            .filter(last_seen__lt=moment)
            .exclude(Exists(closings.filter(person=OuterRef("pk"))))
        )

    def warned_before(self, moment: datetime) -> UserQuerySet:
        """Those who were told, since they last signed in and before then, that their account closes."""
        return self.filter(Exists(self._warnings().filter(created_at__lt=moment)))

    def not_warned(self) -> UserQuerySet:
        return self.exclude(Exists(self._warnings()))

    def _warnings(self) -> models.QuerySet:
        mails = self.model._meta.get_field("mails").related_model.objects
        since = Coalesce(OuterRef("last_login"), OuterRef("date_joined"))
        return mails.filter(person=OuterRef("pk"), kind="users/inactive", created_at__gte=since)

    def unverified(self) -> UserQuerySet:
        """Those who signed up and never proved an address or signed in."""
        proved = self.model._meta.get_field("emailaddress").related_model.objects
        return self.filter(last_login=None, is_staff=False).exclude(
            Exists(proved.filter(user=OuterRef("pk"), verified=True))
        )

    def at(self, organisation: models.Model) -> UserQuerySet:
        """Who works there: by a seat they hold, or by the trust they speak for."""
        tenures = self.model._meta.get_field("tenures").related_model.objects.current()
        held = tenures.filter(person=OuterRef("pk"), seat__organisation=organisation)
        return self.filter(Q(Exists(held)) | Q(trust=organisation))

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

    def named(self, words: str) -> UserQuerySet:
        """Whose name, address or trust has all of these words."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
                | Q(trust__name__icontains=word)
            )
        return found

    def with_state(self, state: str) -> UserQuerySet:
        """Only those who are suspended, or of the staff; any other word means everybody."""
        match state:
            case "suspended":
                return self.filter(suspensions__isnull=False, suspensions__lifted_at=None)
            case "staff":
                return self.staff()
        return self


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
