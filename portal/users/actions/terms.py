"""Verbs of the terms: publish a version, and agree to it."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction

from portal.audit.actions import log

from ..agreement import KEY
from ..models import Agreement, TermsVersion, User


@transaction.atomic
def publish_terms(*, version: TermsVersion, actor: User | None) -> None:
    """Note a new or changed version; from the day it is in force everybody is asked once."""
    log(actor=actor, action="users/terms-published", target=version, number=version.number)
    transaction.on_commit(lambda: cache.delete(KEY))


@transaction.atomic
def agree(*, person: User, versions: Iterable[TermsVersion]) -> None:
    """Write that somebody agreed to these versions. Safe to repeat."""
    for version in versions:
        agreement, created = Agreement.objects.get_or_create(person=person, version=version)
        if created:
            log(actor=person, action="users/agreed", target=agreement, version=version.pk)
