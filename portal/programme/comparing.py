"""The trusts of a cohort with their figures, and two cohorts side by side."""

from __future__ import annotations

from typing import NamedTuple

from portal.organisations.models import Organisation

from .models import Cohort


class Row(NamedTuple):
    """A trust and its figure, in the unit of the cohort's measure."""

    trust: Organisation
    amount: int
    words: str


class Group(NamedTuple):
    """Trusts of two cohorts, with what they add to in each; a total of nothing where they are not in it."""

    heading: str
    rows: list[tuple[Organisation, str, str]]
    totals: tuple[str, str]


def listed(cohort: Cohort) -> list[Row]:
    """What it holds: frozen the list of that day, before that what the rule gives now."""
    if cohort.is_frozen:
        found = [(one.organisation, one.amount) for one in cohort.trusts.select_related("organisation__region")]
    else:
        found = [(one.organisation, one.amount or 0) for one in cohort.found()]
    return [Row(trust, amount, cohort.definition.in_words(amount)) for trust, amount in found if trust is not None]


def compared(one: Cohort, two: Cohort) -> list[Group]:
    """Those in both, those in the first alone, those in the second alone. Both follow one definition."""
    first = {row.trust: row.amount for row in listed(one)}
    second = {row.trust: row.amount for row in listed(two)}
    both = [trust for trust in first if trust in second]
    left = [trust for trust in first if trust not in second]
    came = [trust for trust in second if trust not in first]
    words = one.definition.in_words

    def group(heading: str, trusts: list[Organisation]) -> Group:
        rows = [
            (trust, *(words(some[trust]) if trust in some else "Not in it" for some in (first, second)))
            for trust in trusts
        ]
        totals = tuple(words(sum(some.get(trust, 0) for trust in trusts)) for some in (first, second))
        return Group(heading, rows, totals)  # type: ignore[arg-type]

    return [group("In both", both), group(f"Only in {one}", left), group(f"Only in {two}", came)]
