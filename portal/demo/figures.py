"""Fifty invented trusts with three years of invented figures, a frozen cohort, and an analyst to keep them."""

from __future__ import annotations

import math
import random
from datetime import date

from django.utils import timezone

from portal.organisations.models import Organisation, Region
from portal.programme.actions import draft_cohort, freeze_cohort, set_up_analysts
from portal.programme.models import Cohort, Definition, Observation
from portal.programme.periods import Period, financial_year, month

from .cast import Cast

FIFTY = 50
MONTHS = 36
LINE = 40_000_000  # pence: £400,000
TOGETHER = 4_400_000_000  # pence: £44m
# Invented trusts beside those of the networks, so that there are fifty.
MORE = {
    "london": ["Copperquay", "Marlowe Fields", "Sallowgate"],
    "south-east": ["Ashcombe Down", "Brackwater", "Fernhollow"],
    "south-west": ["Harbourcliff", "Meadowtor", "Wraxmouth"],
    "east-of-england": ["Alderfen", "Gorsewick", "Larkham"],
    "midlands": ["Brindlebrook", "Coalhanger", "Netherspire"],
    "north-east-and-yorkshire": ["Millbeck Dale", "Ravensgarth", "Staithe Moor"],
    "north-west": ["Fellwater", "Mosshaven", "Rushmere Sands"],
}
NOT_SUPPORTED = {Organisation.TrustType.COMMUNITY, Organisation.TrustType.MENTAL_HEALTH}
DEBT_TEAM = 3  # trusts whose recovery changed for good when somebody began to ring people up
BROKEN_LINK = 2  # trusts where a month went wrong


def load(cast: Cast) -> None:
    _more_trusts(cast)
    people = [cast.people["deputy-director"], cast.people["admin"]]
    set_up_analysts().user_set.add(*people)
    trusts = list(Organisation.objects.trusts().filter(invented=True).exclude(trust_type__in=NOT_SUPPORTED))
    chance = random.Random(37)  # noqa: S311  the same figures every time
    trusts = sorted(trusts, key=lambda trust: trust.code)[:FIFTY]
    today = timezone.localdate()
    start = today.year - (1 if today.month >= 4 else 2)
    observed = _opportunities(trusts, financial_year(start), chance)
    for number, trust in enumerate(trusts):
        observed += _months(trust, number, today, chance)
    Observation.objects.bulk_create(observed)
    _cohort(people[0], financial_year(start))


def _more_trusts(cast: Cast) -> None:
    for slug, names in MORE.items():
        region = Region.objects.get(slug=slug)
        for number, name in enumerate(names, start=61):
            trust = Organisation.objects.create(
                code=f"{region.code}-{number}",
                name=f"{name} NHS Trust (invented)",
                kind=Organisation.Kind.TRUST,
                trust_type=Organisation.TrustType.ACUTE,
                region=region,
                invented=True,
            )
            cast.trusts[name.lower().replace(" ", "-")] = trust


def _opportunities(trusts: list[Organisation], year: Period, chance: random.Random) -> list[Observation]:
    """Each above the line, and all of them together £44m to the penny."""
    weights = [chance.paretovariate(1.6) for _ in trusts]
    spare = TOGETHER - len(trusts) * (LINE + 100)
    amounts = [LINE + 100 + int(spare * weight / sum(weights)) for weight in weights]
    amounts[0] += TOGETHER - sum(amounts)
    opportunity = Definition.objects.get(key="income-opportunity", version=1)
    return [_observed(trust, opportunity, year, amount) for trust, amount in zip(trusts, amounts, strict=True)]


def _months(trust: Organisation, number: int, today: date, chance: random.Random) -> list[Observation]:
    """Identification, cash within a year and write-offs, with the seasons and a few signals for charts to find."""
    measures = {one.key: one for one in Definition.objects.filter(version=1)}
    size, usual = chance.uniform(0.5, 2.5), chance.gauss(0.37, 0.05)
    found = []
    for back in range(MONTHS, 0, -1):
        index = today.year * 12 + today.month - 1 - back
        period = month(index // 12, index % 12 + 1)
        season = 1 + 0.15 * math.sin((period.first.month - 4) / 12 * 2 * math.pi)
        expected = int(size * season * chance.uniform(9_000_000, 11_000_000))
        share = min(0.98, chance.gauss(0.62, 0.03))
        rate = chance.gauss(usual, 0.03) + (0.12 if number < DEBT_TEAM and back <= 14 else 0)
        if DEBT_TEAM <= number < DEBT_TEAM + BROKEN_LINK and back == 9:
            rate -= 0.25
        invoiced = int(expected * share)
        found += [
            _observed(trust, measures["identified-of-expected"], period, invoiced, expected),
            _observed(trust, measures["written-off"], period, int(invoiced * chance.uniform(0.1, 0.3))),
        ]
        if back > 12:  # younger invoices have not had their year
            cash = int(invoiced * max(0.02, min(0.95, rate)))
            found.append(_observed(trust, measures["cash-of-invoiced-12m"], period, cash, invoiced))
        if back > 3:
            cash = int(invoiced * max(0.02, min(0.9, rate * 0.55)))
            found.append(_observed(trust, measures["cash-of-invoiced-3m"], period, cash, invoiced))
    return found


def _observed(
    trust: Organisation, definition: Definition, period: Period, amount: int, whole: int | None = None
) -> Observation:
    return Observation(
        definition=definition,
        organisation=trust,
        first_day=period.first,
        last_day=period.last,
        amount=amount,
        whole=whole,
        status=Observation.Status.FINAL,
        as_at=timezone.localdate(),
    )


def _cohort(actor, year: Period) -> Cohort:
    opportunity = Definition.objects.get(key="income-opportunity", version=1)
    cohort = draft_cohort(
        actor=actor, name="The fifty trusts (invented)", definition=opportunity, period=year, above=LINE
    )
    reason = (
        "An invented cohort in the shape of 2018/19: trusts where there is most to gain. It says nothing about how "
    )
    return freeze_cohort(actor=actor, cohort=cohort, reason=reason + "well any of them works.", seen=TOGETHER)
