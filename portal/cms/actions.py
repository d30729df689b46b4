"""Verbs of the page kit: who may see a collection's files."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from wagtail.models import Collection

from .audience import PUBLIC, may_see
from .models import CollectionAudience


@transaction.atomic
def set_collection_audience(*, collection: Collection, tokens: Iterable[str]) -> None:
    """Say who may have the files of this collection. Safe to repeat."""
    wanted = set(tokens)
    rows = CollectionAudience.objects.filter(collection=collection)
    rows.exclude(token__in=wanted).delete()
    CollectionAudience.objects.bulk_create(
        [CollectionAudience(collection=collection, token=token) for token in wanted], ignore_conflicts=True
    )


def may_have_file(*, user: AbstractBaseUser | AnonymousUser, collection_id: int) -> bool:
    """Whether somebody may have the files of this collection."""
    tokens = list(CollectionAudience.objects.filter(collection_id=collection_id).values_list("token", flat=True))
    return may_see(user, tokens or [PUBLIC])
