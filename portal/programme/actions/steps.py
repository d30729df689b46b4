"""Verbs of marked steps: say what changed, and take it back."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.audit.actions import log
from portal.organisations.models import Organisation

from ..models import ChartStep, Definition
from ..submitting import may_mark


@transaction.atomic
def mark_step(
    *, actor: AbstractBaseUser, trust: Organisation, definition: Definition, first_day: date, reason: str
) -> ChartStep:
    """New limits from this month on. Marked again, the words are replaced."""
    if not may_mark(actor, trust):
        raise PermissionDenied
    step, _ = ChartStep.objects.update_or_create(
        organisation=trust,
        definition=definition,
        first_day=first_day,
        defaults={"reason": reason, "marked_by": actor},
    )
    log(actor=actor, action="programme/marked-step", target=trust, definition=definition.code, month=str(first_day))
    return step


@transaction.atomic
def unmark_step(*, actor: AbstractBaseUser, step: ChartStep) -> None:
    """Let the limits run through again."""
    if not may_mark(actor, step.organisation):
        raise PermissionDenied
    log(
        actor=actor,
        action="programme/unmarked-step",
        target=step.organisation,
        definition=step.definition.code,
        month=str(step.first_day),
    )
    step.delete()
