"""Figures that know what they measure: nothing is added, divided or drawn across definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

TENTH = Decimal("0.1")


class MixedDefinitionsError(TypeError):
    """Two figures that measure different things were put together."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What was measured, in the unit of its definition: whole pence, or a count; with what it is a share of.

    `definition` is the key of one version of one definition (`programme.Definition`). `whole` is None where the figure
    is an amount and not a share.
    """

    definition: int
    amount: int
    whole: int | None = None

    def __add__(self, other: Figure) -> Self:
        """The figures of two trusts or of two periods together: shares are summed above and below the line.

        Raises `MixedDefinitionsError` for another definition: pounds identified and pounds received are no sum.
        """
        together([self, other])
        whole = None if self.whole is None or other.whole is None else self.whole + other.whole
        return type(self)(definition=self.definition, amount=self.amount + other.amount, whole=whole)

    @property
    def share(self) -> Decimal | None:
        """The amount ÷ the whole; None where there is nothing to divide by."""
        return Decimal(self.amount) / Decimal(self.whole) if self.whole else None

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent to one decimal, halves rounded up."""
        return None if self.share is None else (self.share * 100).quantize(TENTH, ROUND_HALF_UP)


def together(figures: Iterable[Figure]) -> int | None:
    """The one definition of these figures, None of none. Raises `MixedDefinitionsError` where there are two."""
    definitions = {figure.definition for figure in figures}
    if len(definitions) > 1:
        raise MixedDefinitionsError("These figures follow different definitions and cannot be put together.")
    return next(iter(definitions), None)


def total(figures: Iterable[Figure]) -> Figure | None:
    """All of them as one figure of the same definition, None of none."""
    found: Figure | None = None
    for figure in figures:
        found = figure if found is None else found + figure
    return found


def pounds(pence: int) -> str:
    """Money as people read it: £1,234.50, and £1,234 where there are no pence."""
    sign, pence = ("\N{MINUS SIGN}" if pence < 0 else ""), abs(pence)
    whole, rest = divmod(pence, 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")
