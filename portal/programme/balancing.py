"""Balancing measures: the quarters they are given for, what stands beside a pound, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from portal.organisations.models import Organisation

from .models import BalancingReturn, Benefit

QUARTER = 3


@dataclass(frozen=True)
class Balance:
    """The counts beside a sum of pounds: of how many trusts, and of which quarter."""

    quarter: str
    rows: list[tuple[str, int | None]]
    missing: list[Organisation]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def quarters(today: date, *, number: int = 4) -> list[date]:
    """The first days of the quarters that are over, the latest first."""
    month = (today.month - 1) // QUARTER * QUARTER + 1
    first, found = date(today.year, month, 1), []
    for _ in range(number):
        first = date(first.year - (first.month == 1), (first.month - QUARTER - 1) % 12 + 1, 1)
        found.append(first)
    return found


def label(name: str) -> str:
    words = str(getattr(BalancingReturn._meta.get_field(name), "verbose_name"))  # noqa: B009  relations have none
    return words[:1].upper() + words[1:]


def beside(trust: Organisation, today: date) -> Balance:
    """What stands beside a trust's pounds: its last return, for the trust and staff."""
    last = BalancingReturn.objects.filter(organisation=trust, first_day__in=quarters(today)).first()
    names = [*BalancingReturn.COUNTS, "days_to_refund"]
    rows = [(label(name), getattr(last, name)) for name in names] if last else []
    return Balance(last.quarter if last else "", rows, [] if last else [trust])


def beside_all(trusts: Iterable[Organisation], today: date) -> Balance:
    """Sums over trusts of the last quarter that is over; those without a return are named. For staff."""
    quarter = quarters(today, number=1)[0]
    given = BalancingReturn.objects.filter(first_day=quarter, organisation__in=[one.pk for one in trusts])
    there = set(given.values_list("organisation", flat=True))
    sums = given.aggregate(**{name: Sum(name) for name in BalancingReturn.COUNTS})
    rows = [(label(name), sums[name]) for name in BalancingReturn.COUNTS] if there else []
    return Balance(BalancingReturn(first_day=quarter).quarter, rows, [one for one in trusts if one.pk not in there])


def with_pounds() -> list[Organisation]:
    """Trusts whose ledger holds anything that counts, by name."""
    counted = Benefit.objects.counted().values("organisation")
    return list(Organisation.objects.filter(pk__in=counted).order_by("name"))
