"""Verbs of benefits: forecast, claim, validate, refuse and withdraw; and the quarter's balancing counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.audit.actions import log
from portal.cms.models import Theme
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Organisation
from portal.users.models import Role, Tenure, User

from ..models import BalancingReturn, Benefit, BenefitStep
from ..periods import Period
from ..submitting import keeps_ledger, may_confirm

Stage = Benefit.Settled


class SamePoundError(Exception):
    """Another row of this trust may be the same money: link it, or say why it is not. `rows` are they."""

    def __init__(self, rows: list[Benefit]) -> None:
        super().__init__("The same pound may be there already")
        self.rows = rows


class StageChangedError(Exception):
    """It is at another stage, or another amount, than the person saw. Nothing was done."""


@transaction.atomic
def forecast_benefit(
    *,
    actor: AbstractBaseUser,
    trust: Organisation,
    ledger: str,
    theme: Theme,
    title: str,
    text: str,
    period: Period,
    pence: int,
    cost: int = 0,
    recurring: bool = False,
    overlaps: Benefit | None = None,
    different: str = "",
) -> Benefit:
    """Write down what may come. Raises `SamePoundError` for a row beside it that is neither linked nor told apart."""
    _keeps(actor, trust)
    Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=trust.pk)  # two at once see each other
    beside = Benefit.objects.beside(organisation=trust, ledger=ledger, theme=theme, period=period)
    if overlaps is None and not different and (rows := list(beside)):
        raise SamePoundError(rows)
    benefit = Benefit(
        organisation=trust,
        ledger=ledger,
        theme=theme,
        title=title,
        text=text,
        first_day=period.first,
        last_day=period.last,
        pence=pence,
        cost=cost,
        recurring=recurring,
        overlaps=overlaps,
    )
    benefit.full_clean()
    benefit.save()
    _step(benefit, actor, different)
    return benefit


@transaction.atomic
def claim_benefit(*, actor: AbstractBaseUser, benefit: Benefit, pence: int, reason: str) -> Benefit:
    """It has come: so much. The trust's finance directors hear that it waits."""
    benefit = _locked(benefit)
    _keeps(actor, benefit.organisation)
    if benefit.stage != Stage.FORECAST:
        raise StageChangedError
    benefit.stage, benefit.pence, benefit.claimed_by_id = Stage.CLAIMED, pence, actor.pk
    benefit.save(update_fields=["stage", "pence", "claimed_by"])
    _step(benefit, actor, reason)
    directors = User.objects.filter(is_active=True, tenures__in=_directors(benefit.organisation)).exclude(pk=actor.pk)
    words = {"benefit": benefit, "trust": benefit.organisation}
    recipients = [Recipient.of(one) for one in directors.distinct()]
    notify(recipients=recipients, kind="programme/benefit_claimed", target=benefit, context=words)
    return benefit


@transaction.atomic
def validate_benefit(*, actor: AbstractBaseUser, benefit: Benefit, seen: int) -> Benefit:
    """The finance director says that it is true. Whoever claimed it cannot; `seen` is the amount that was read."""
    benefit = _decided(actor, benefit)
    if benefit.pence != seen:
        raise StageChangedError
    return _settle(benefit, actor, Stage.VALIDATED, "")


@transaction.atomic
def refuse_benefit(*, actor: AbstractBaseUser, benefit: Benefit, reason: str) -> Benefit:
    """The finance director does not find it so, and says why."""
    return _settle(_decided(actor, benefit), actor, Stage.REFUSED, reason)


@transaction.atomic
def withdraw_benefit(*, actor: AbstractBaseUser, benefit: Benefit, reason: str) -> Benefit:
    """It will not come, or was a mistake. What is validated, the finance director alone withdraws."""
    benefit = _locked(benefit)
    if benefit.stage == Stage.VALIDATED:
        if not may_confirm(actor, benefit.organisation):
            raise PermissionDenied("What is validated, the finance director withdraws.")
    else:
        _keeps(actor, benefit.organisation)
        if not benefit.is_open:
            raise StageChangedError
    benefit.stage = Stage.WITHDRAWN
    benefit.save(update_fields=["stage"])
    _step(benefit, actor, reason)
    return benefit


@transaction.atomic
def give_balancing(*, actor: AbstractBaseUser, trust: Organisation, first_day: date, **counts: Any) -> BalancingReturn:
    """The counts of a quarter, given anew where they were given before. Keys are the fields of the return."""
    _keeps(actor, trust)
    given, _ = BalancingReturn.objects.update_or_create(
        organisation=trust, first_day=first_day, defaults={**counts, "given_by": actor}
    )
    log(actor=actor, action="programme/gave-balancing", target=given, trust=trust.pk, quarter=str(first_day))
    return given


def _keeps(actor: AbstractBaseUser, trust: Organisation) -> None:
    if not keeps_ledger(actor, trust):
        raise PermissionDenied("The ledger is kept by the trust's officers and the support team.")


def _locked(benefit: Benefit) -> Benefit:
    return Benefit.objects.select_for_update(no_key=True, of=("self",)).get(pk=benefit.pk)


def _decided(actor: AbstractBaseUser, benefit: Benefit) -> Benefit:
    benefit = _locked(benefit)
    if not may_confirm(actor, benefit.organisation):
        raise PermissionDenied("The trust's finance director validates.")
    if benefit.claimed_by_id == actor.pk:
        raise PermissionDenied("Whoever claimed it cannot validate it.")
    if benefit.stage != Stage.CLAIMED:
        raise StageChangedError
    return benefit


def _settle(benefit: Benefit, actor: AbstractBaseUser, stage: str, reason: str) -> Benefit:
    benefit.stage = stage
    benefit.save(update_fields=["stage"])
    _step(benefit, actor, reason)
    if benefit.claimed_by is not None and benefit.claimed_by.is_active:
        words = {"benefit": benefit, "trust": benefit.organisation, "reason": reason}
        recipients = [Recipient.of(benefit.claimed_by)]
        notify(recipients=recipients, kind="programme/benefit_settled", target=benefit, context=words)
    return benefit


def _step(benefit: Benefit, actor: AbstractBaseUser, reason: str) -> None:
    BenefitStep.objects.create(benefit=benefit, stage=benefit.stage, pence=benefit.pence, reason=reason, by_id=actor.pk)
    log(actor=actor, action=f"programme/benefit-{benefit.stage}", target=benefit, trust=benefit.organisation_id)


def _directors(trust: Organisation) -> Any:
    return Tenure.objects.vouched().filter(seat__organisation=trust, seat__role=Role.FINANCE_DIRECTOR).values("pk")
