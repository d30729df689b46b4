"""Who is asking: read with what every page says about them, in one query."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from portal.notifications.models import Notice

from .models import User


class WithNews:
    """The header says how many news are unread: the number comes with the person, and never is out of date."""

    def get_user(self, user_id: int) -> User | None:
        unread = Notice.objects.filter(person=OuterRef("pk")).unread().order_by().values("person")
        number = Subquery(unread.values(number=Count("pk")), output_field=IntegerField())
        user = User.objects.annotate(unread_news=Coalesce(number, 0)).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None  # type: ignore[attr-defined]


class PermissionBackend(WithNews, ModelBackend):
    """What somebody may do in the editor."""


class SignInBackend(WithNews, AuthenticationBackend):
    """Signing in at allauth's doors."""
