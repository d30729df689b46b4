"""Money that knows its ledger and its stage: forecast, claimed and validated are never added, nor income and cash.

Income is what is identified and charged; only validated income counts against the opportunity. Cash is what was
received; only validated cash counts against the trust's agreed target.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .figures import pounds


class MixedMoneyError(TypeError):
    """Two amounts of different ledgers or stages were added."""


class Ledger(StrEnum):
    INCOME = "income"
    CASH = "cash"

    @property
    def label(self) -> str:
        return "Income: identified and charged" if self is Ledger.INCOME else "Cash: received"


class Stage(StrEnum):
    FORECAST = "forecast"
    CLAIMED = "claimed"
    VALIDATED = "validated"


@dataclass(frozen=True, kw_only=True)
class Money:
    """Whole pence of one ledger at one stage."""

    ledger: Ledger
    stage: Stage
    pence: int

    def __add__(self, other: Money) -> Money:
        """Raises `MixedMoneyError` for another ledger or stage."""
        if (self.ledger, self.stage) != (other.ledger, other.stage):
            message = f"{self.stage} {self.ledger} and {other.stage} {other.ledger} are no sum."
            raise MixedMoneyError(message)
        return Money(ledger=self.ledger, stage=self.stage, pence=self.pence + other.pence)

    def __str__(self) -> str:
        return pounds(self.pence)


@dataclass(frozen=True)
class Line:
    """One ledger: its three amounts side by side, never together."""

    ledger: Ledger
    forecast: Money
    claimed: Money
    validated: Money

    @property
    def stages(self) -> list[Money]:
        return [self.forecast, self.claimed, self.validated]


def lines(amounts: Iterable[Money]) -> list[Line]:
    """Both ledgers, each with its stages; nothing of a stage is £0."""
    sums = {(ledger, stage): Money(ledger=ledger, stage=stage, pence=0) for ledger in Ledger for stage in Stage}
    for one in amounts:
        sums[one.ledger, one.stage] += one
    return [Line(ledger, *(sums[ledger, stage] for stage in Stage)) for ledger in Ledger]


def share(part: Money, *, of: int | None, ledger: Ledger) -> str:
    """How much of the opportunity (income) or the agreed target (cash) is validated: "12% of £1,000,000".

    Raises `MixedMoneyError` for another ledger, and for what is not validated. Empty where there is nothing to reach.
    """
    if part.ledger != ledger or part.stage != Stage.VALIDATED:
        raise MixedMoneyError(f"Only validated {ledger} counts here.")
    return f"{round(100 * part.pence / of)}% of {pounds(of)}" if of else ""
