"""Benefits of many trusts by trust, theme, region or cohort: amounts side by side, never a league table."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from .ledgers import Ledger, Line, Money, Stage, lines, share
from .models import Benefit, CohortTrust, SupportPackage

BY = {
    "trust": ("Trust", "organisation__name"),
    "theme": ("Theme", "theme__name"),
    "region": ("Region", "organisation__region__name"),
    "cohort": ("Cohort", "organisation__cohorts__cohort__name"),
}


@dataclass(frozen=True)
class Row:
    """One trust, theme, region or cohort with its two ledgers; for a trust also how far it has come."""

    name: str
    lines: list[Line]
    of_opportunity: str = ""
    of_target: str = ""


def roll_up(by: str) -> list[Row]:
    """By name. A trust of two cohorts stands under both, so cohorts are not to be added."""
    field = BY[by][1]
    counted = Benefit.objects.counted()
    if by == "cohort":
        counted = counted.filter(organisation__cohorts__cohort__frozen_at__isnull=False)
    sums = counted.order_by().values_list(F(field), "ledger", "stage").annotate(pence=Sum("pence"))
    grouped: dict[str, list[Money]] = {}
    for name, ledger, stage, pence in sums:
        grouped.setdefault(name or "None", []).append(Money(ledger=Ledger(ledger), stage=Stage(stage), pence=pence))
    reach = _reach() if by == "trust" else {}
    return [_row(name, lines(grouped[name]), reach.get(name)) for name in sorted(grouped)]


def _row(name: str, both: list[Line], reach: tuple[int | None, int | None] | None) -> Row:
    opportunity, target = reach or (None, None)
    income, cash = both
    return Row(
        name,
        both,
        share(income.validated, of=opportunity, ledger=Ledger.INCOME),
        share(cash.validated, of=target, ledger=Ledger.CASH),
    )


def _reach() -> dict[str, tuple[int | None, int | None]]:
    """The opportunity and the agreed target of each supported trust, by its name; of several packages the latest."""
    targets = dict(
        SupportPackage.objects.order_by("opened_at").values_list("place__organisation__name", "agreed_target")
    )
    places = CohortTrust.objects.filter(cohort__frozen_at__isnull=False).order_by("cohort__frozen_at")
    opportunities = dict(places.values_list("organisation__name", "amount"))
    return {name: (opportunities.get(name), targets.get(name)) for name in {*targets, *opportunities}}
