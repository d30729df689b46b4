"""What it is worth here: what a trust's own year would have been at other rates. Two measures, never one sum.

Each answer is rate * whole - amount, over the trust's last twelve months of one definition: how much more would have
been identified, or received, at that rate. It may be nothing or less than nothing. Its range applies the same rate to
the trust's weakest and strongest quarter, taken four times: what a year like those would have given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from portal.organisations.models import Organisation

from .figures import Figure, pounds, total
from .models import Definition, Observation

MONTHS = 12
QUARTERS = 4
FEWEST_PEERS = 5
"""With fewer peers a median would tell one of them what the others have."""
NEARLY_ALL = Decimal("0.95")
IDENTIFICATION = "identified-of-expected"
RECOVERY = "cash-of-invoiced-12m"
LETTER = "cash-recovery-in-the-letter"


@dataclass(frozen=True)
class Answer:
    """What one rate would have meant, in whole pence."""

    name: str
    rate: Decimal
    pence: int
    low: int
    high: int
    year: Figure

    @property
    def percent(self) -> str:
        return f"{(self.rate * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"

    @property
    def words(self) -> str:
        """Honest where there is nothing to gain."""
        if self.pence > 0:
            return f"{pounds(_whole_pounds(self.pence))} more in the year"
        if self.pence == 0:
            return "Nothing: the trust is there already"
        return f"{pounds(_whole_pounds(self.pence))}: the trust is above this rate already"

    @property
    def range(self) -> str:
        return f"{pounds(_whole_pounds(self.low))} to {pounds(_whole_pounds(self.high))}"

    @property
    def formula(self) -> str:
        """With the numbers in it, so that somebody can work it out again."""
        whole, amount = pounds(self.year.whole or 0), pounds(self.year.amount)
        return f"{self.percent} \N{MULTIPLICATION SIGN} {whole} \N{MINUS SIGN} {amount} = {pounds(self.pence)}"


@dataclass(frozen=True)
class Measure:
    """One measure of the trust's year, with what other rates would have meant; `why_not` where there is no year."""

    definition: Definition
    year: Figure | None
    first: str
    last: str
    answers: list[Answer]
    why_not: str
    peers: str  # what is said of the peers


def worth(trust: Organisation) -> list[Measure]:
    """Identification and cash recovery of this trust, each by itself. Two queries a measure."""
    letter = Observation.objects.current().national().get(definition__key=LETTER)
    definitions = {one.key: one for one in Definition.objects.newest_versions()}
    peers = list(trust.peers())
    return [
        _measure(trust, definitions[IDENTIFICATION], peers, [("If nearly all were identified", NEARLY_ALL)]),
        _measure(
            trust,
            definitions[RECOVERY],
            peers,
            [("At the national average that the letter of 2018/19 named", letter.published or Decimal(0))],
        ),
    ]


def _measure(
    trust: Organisation, definition: Definition, peers: list[Organisation], rates: list[tuple[str, Decimal]]
) -> Measure:
    figures = Observation.objects.current().filter(definition=definition, organisation__in=[trust, *peers])
    series: dict[int, list[Observation]] = {}
    for one in figures.order_by("organisation", "first_day"):
        series.setdefault(one.organisation_id or 0, []).append(one)
    own = series.pop(trust.pk, [])[-MONTHS:]
    if len(own) < MONTHS or not _follow_on(own):
        why = f"It needs twelve months in a row; {len(own)} stand there. Hand the others in."
        return Measure(definition, None, "", "", [], why, "")
    year = _year(own)
    if not year.share:
        return Measure(definition, None, "", "", [], "There was nothing below the line in these months.", "")
    same = own[0].first_day, own[-1].first_day
    others = [some[-MONTHS:] for some in series.values()]
    shares = [
        share
        for some in others
        if len(some) == MONTHS and (some[0].first_day, some[-1].first_day) == same and (share := _year(some).share)
    ]
    said = f"Fewer than {FEWEST_PEERS} of its peers have the same twelve months, so there is no median."
    if len(shares) >= FEWEST_PEERS:
        rates = [("At the median of its peers", median(shares)), *rates]
        said = f"The median of {len(shares)} peers. {trust.peer_words}."
    answers = [_answer(name, rate, year, own) for name, rate in rates]
    return Measure(definition, year, own[0].period.words, own[-1].period.words, answers, "", said)


def _answer(name: str, rate: Decimal, year: Figure, own: list[Observation]) -> Answer:
    quarters = [_year(own[start : start + MONTHS // QUARTERS]) for start in range(0, MONTHS, MONTHS // QUARTERS)]
    years = [_more(rate, quarter) * QUARTERS for quarter in quarters]
    return Answer(name, rate, _more(rate, year), min(years), max(years), year)


def _more(rate: Decimal, figure: Figure) -> int:
    return int((rate * (figure.whole or 0) - figure.amount).to_integral_value(ROUND_HALF_UP))


def _year(observations: Iterable[Observation]) -> Figure:
    figures = [one.figure for one in observations if one.figure is not None]
    found = total(figures)
    if found is None:
        raise ValueError("There is no figure to add.")
    return found


def _follow_on(own: list[Observation]) -> bool:
    first, last = own[0].first_day, own[-1].first_day
    return (last.year - first.year) * 12 + last.month - first.month == MONTHS - 1


def _whole_pounds(pence: int) -> int:
    """In whole pounds, still counted in pence: a forecast to the penny says more than anybody knows."""
    return int((Decimal(pence) / 100).to_integral_value(ROUND_HALF_UP)) * 100
