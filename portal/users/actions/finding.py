"""A person is found by what they show, as it is now."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser

from portal.search.actions import put

from ..findable import findables_of, key_of
from ..models import User


def find_person(*, person: AbstractBaseUser) -> None:
    """Let somebody be found as their profile, their seats and their networks say now. Safe to repeat."""
    row = User.objects.select_related("trust__region").prefetch_related("themes").get(pk=person.pk)
    put(key=key_of(row), entries=findables_of(row))
