"""Verbs of cohorts: draft a rule, and freeze what it gives."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..models import Cohort, CohortTrust, Definition
from ..periods import Period


class AlreadyFrozenError(Exception):
    """A frozen cohort never changes."""


class EmptyCohortError(Exception):
    """No trust meets the rule, or not the trusts that were looked at any more. Nothing was frozen."""


@transaction.atomic
def draft_cohort(*, actor: AbstractBaseUser, name: str, definition: Definition, period: Period, above: int) -> Cohort:
    """Write a rule down. Its list follows the figures until it is frozen."""
    if not actor.has_perm("programme.add_cohort"):  # type: ignore[attr-defined]
        raise PermissionDenied
    cohort = Cohort(
        name=name,
        definition=definition,
        first_day=period.first,
        last_day=period.last,
        above=above,
        created_by=actor,  # type: ignore[misc]
    )
    cohort.full_clean()
    cohort.save()
    log(actor=actor, action="programme/drafted-cohort", target=cohort, definition=definition.code, above=above)
    return cohort


@transaction.atomic
def freeze_cohort(*, actor: AbstractBaseUser, cohort: Cohort, reason: str, seen: int) -> Cohort:
    """Keep the list of today with its figures. `seen` is the total that the person read: another one stops it."""
    if not actor.has_perm("programme.freeze_cohort"):  # type: ignore[attr-defined]
        raise PermissionDenied
    cohort = Cohort.objects.locked().get(pk=cohort.pk)
    if cohort.is_frozen:
        raise AlreadyFrozenError
    list(Definition.objects.locked())  # no import writes while the list is read
    found = list(cohort.found())
    if not found or sum(one.amount or 0 for one in found) != seen:
        raise EmptyCohortError
    CohortTrust.objects.bulk_create(
        CohortTrust(cohort=cohort, organisation=one.organisation, amount=one.amount, observation=one) for one in found
    )
    cohort.frozen_at, cohort.reason = timezone.now(), reason
    cohort.frozen_by = actor  # type: ignore[assignment]
    cohort.save(update_fields=["frozen_at", "frozen_by", "reason"])
    log(actor=actor, action="programme/froze-cohort", target=cohort, trusts=len(found), total=seen)
    return cohort
