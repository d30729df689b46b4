"""Who is told of a new edition: those who answer for what rests on it, and the trusts that use it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from portal.users.models import Role, Tenure

from .models import Adoption, Citation, EntryPage


def owners_of(citations: Iterable[Citation]) -> list[AbstractBaseUser]:
    """Of tools, who answers for them; of comments, who wrote them."""
    found = (one.dependant.owned_by if one.page else one.dependant.author for one in citations)
    return list({person.pk: person for person in found if person is not None}.values())


def adopters_of(entries: Iterable[EntryPage]) -> list[AbstractBaseUser]:
    """In the trusts that try or use one of these: who agreed to be asked, and the overseas visitor managers."""
    used = Adoption.objects.in_use().filter(entry__in=[entry.pk for entry in entries])
    managers = Tenure.objects.vouched().filter(seat__organisation__in=used.values("organisation"), seat__role=Role.OVM)
    asked = Q(pk__in=used.exclude(contact=None).values("contact")) | Q(pk__in=managers.values("person"))
    return list(get_user_model()._default_manager.filter(asked, is_active=True))
