"""Takes rows of figures: compares each with what is known and, when told to, writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, NamedTuple

from django.utils import timezone

from portal.organisations.models import Organisation
from portal.organisations.ods import Broken, Fault
from portal.organisations.reading import Reading
from portal.organisations.taking_organisations import batches

from .figure_rows import AMOUNT, AS_AT, MEASURE, PERIOD, REASON, TRUST, WHOLE, FigureRow, fault, figures_in
from .models import Definition, FigureImport, Observation
from .periods import Period

BATCH = 500
ENGLAND = "ENGLAND"
SUSPICIOUS = 10  # so many times the figure before: pence for pounds, or a month for a year
# A part of what was raised: more than all of it is a mistake. (More may be identified than was expected.)
PARTS = {Definition.Family.RECOVERY, Definition.Family.INVOICES}


class Place(NamedTuple):
    """Where a figure stands: what restates it stands in the same place."""

    definition: int
    organisation: int | None
    period: Period


@dataclass
class Change:
    """What a row makes of a figure; `before` is what it restates."""

    line: int
    observation: Observation
    before: Observation | None


class Measures:
    """Every version of every measure, by what a file may call it."""

    def __init__(self) -> None:
        self.versions: dict[str, list[Definition]] = {}
        for definition in Definition.objects.order_by("key", "-version"):
            self.versions.setdefault(definition.key, []).append(definition)

    def of(self, row: FigureRow) -> Definition | Fault:
        key, _, version = row.measure.partition("@")
        versions = self.versions.get(key, [])
        if not versions:
            return fault(row.line, MEASURE, row.measure, "There is no such measure.", "Copy its key from the template.")
        if version:
            found = next((one for one in versions if str(one.version) == version), None)
            mend = f"Leave @{version} out: then the version in force in the period is taken."
            return found or fault(row.line, MEASURE, row.measure, "The measure has no such version.", mend)
        in_force = next((one for one in versions if one.in_force_in(row.period)), None)
        why = f"No version of this measure was in force in {row.period.words}."
        return in_force or fault(row.line, PERIOD, str(row.period), why, "Name the version, for example @1.")


def take_figures(
    file: IO[bytes], *, name: str, only: Organisation | None, write_as: FigureImport | None = None
) -> Reading:
    """Read the file against what is known. With `write_as` every row is written; call it in a transaction.

    `only` is the one trust whose figures may stand in it, None where every trust's may.
    """
    reading, measures, today = Reading(), Measures(), timezone.localdate()
    for batch in batches(figures_in(file, name), BATCH):
        rows = [row for row in batch if isinstance(row, FigureRow)]
        trusts = {one.code: one for one in Organisation.objects.filter(code__in={row.code for row in rows})}
        known = _known(rows, trusts, measures, lock=write_as is not None)
        changes = []
        for row in batch:
            found = row if isinstance(row, Broken) else _compared(row, measures, trusts, only, known, today)
            if isinstance(found, Broken):
                reading.broken(found)
                continue
            what, observation = "changed" if found.before else "new", found.observation
            same = found.before is not None and _says_the_same(observation, found.before)
            code = observation.organisation.code if observation.organisation else ENGLAND
            reading.sound("unchanged" if same else what, code, observation.definition.name, _words(found))
            if not same:
                changes.append(found)
                for note in _doubts(found):
                    reading.note(note)
        if write_as is not None and changes:
            _write(changes, write_as)
    return reading


def _known(
    rows: list[FigureRow], trusts: dict[str, Organisation], measures: Measures, *, lock: bool
) -> dict[Place, Observation]:
    figures = Observation.objects.current().filter(
        definition__in={one.pk for row in rows if isinstance(one := measures.of(row), Definition)},
        first_day__in={row.period.first for row in rows},
    )
    trust_keys = {trusts[row.code].pk for row in rows if row.code in trusts}
    figures = figures.filter(organisation__in=trust_keys) | figures.filter(organisation=None)
    if lock:
        figures = figures.locked()
    return {Place(one.definition_id, one.organisation_id, one.period): one for one in figures}


def _compared(
    row: FigureRow,
    measures: Measures,
    trusts: dict[str, Organisation],
    only: Organisation | None,
    known: dict[Place, Observation],
    today: date,
) -> Change | Broken:
    """What this row means. Every fault of it is named at once."""
    faults: list[Fault] = []

    def wrong(column: str, value: str, why: str, mend: str) -> None:
        faults.append(fault(row.line, column, value, why, mend))

    trust = trusts.get(row.code)
    if trust is None and row.code != ENGLAND:
        wrong(TRUST, row.code, "The register does not know this code.", "Look the trust up in the register.")
    elif only is not None and trust != only:
        wrong(TRUST, row.code, f"You hand in figures of {only} alone.", "Take this row out.")
    elif trust is not None and trust.kind != Organisation.Kind.TRUST:
        wrong(TRUST, row.code, f"{trust} is not a trust.", "Take this row out.")
    elif trust is not None and trust.closed_on and trust.closed_on < row.period.first:
        wrong(TRUST, row.code, f"{trust} had closed by then.", "Give the figures to the trust that it became.")
    if row.as_at > today:
        wrong(AS_AT, f"{row.as_at:%Y-%m-%d}", "This day has not come yet.", "Write the day the books were read.")
    definition = measures.of(row)
    if isinstance(definition, Fault):
        return Broken(row.line, (*faults, definition))
    if not definition.fits(row.period):
        covers = definition.get_covers_display().lower()
        wrong(PERIOD, str(row.period), f"This measure covers {covers}.", "Give the figure of such a period.")
    elif not definition.in_force_in(row.period):
        since = f"{definition.effective_from:%d/%m/%Y}"
        wrong(PERIOD, str(row.period), f"This version is in force since {since}.", "Name the version of that time.")
    amount = _in_unit(row.amount, definition, row.line, AMOUNT, faults)
    whole = _in_unit(row.whole, definition, row.line, WHOLE, faults) if row.whole is not None else None
    if definition.is_share and row.whole is None:
        wrong(WHOLE, "", f"A share needs {definition.denominator}.", "Write both parts, never the rate.")
    if not definition.is_share and row.whole is not None:
        wrong(WHOLE, str(row.whole), "This measure is an amount, not a share.", "Leave the field empty.")
    if amount is not None and amount < 0:
        wrong(AMOUNT, str(row.amount), "The figure is below nothing.", "Credit notes stand in a measure of their own.")
    if definition.family in PARTS and amount is not None and whole is not None and amount > whole:
        mend = "Check that both parts are of the same invoices."
        wrong(AMOUNT, str(row.amount), f"It is more than {definition.denominator} as a whole.", mend)
    if faults:
        return Broken(row.line, tuple(faults))
    before = known.get(Place(definition.pk, trust.pk if trust else None, row.period))
    observation = Observation(
        definition=definition,
        organisation=trust,
        first_day=row.period.first,
        last_day=row.period.last,
        amount=amount,
        whole=whole,
        status=row.status,
        as_at=row.as_at,
        replaces=before,
        reason=row.reason,
    )
    if before is not None and not _says_the_same(observation, before) and not row.reason:
        why = f"It restates {before.said}, read on {before.as_at:%d/%m/%Y}."
        return Broken(row.line, (fault(row.line, REASON, "", why, "Say why the figure has changed."),))
    return Change(row.line, observation, before)


def _in_unit(value: Decimal, definition: Definition, line: int, column: str, faults: list[Fault]) -> int | None:
    """Whole pence, or a whole number."""
    exact = value * 100 if definition.unit == Definition.Unit.PENCE else value
    if exact != exact.to_integral_value():
        unit = "pence" if definition.unit == Definition.Unit.PENCE else "one"
        why = f"This is not a whole number of {unit}s." if unit == "one" else "This has more than two decimals."
        faults.append(fault(line, column, str(value), why, "Give the exact figure from the ledger."))
        return None
    return int(exact)


def _says_the_same(now: Observation, before: Observation) -> bool:
    return (now.amount, now.whole, now.status) == (before.amount, before.whole, before.status)


def _words(change: Change) -> list[list[str]]:
    after = f"{change.observation.said}, {change.observation.get_status_display().lower()}"
    before = f"{change.before.said}, {change.before.get_status_display().lower()}" if change.before else ""
    return [[change.observation.period.words, before, after]]


def _doubts(change: Change) -> Iterator[str]:
    now, before = change.observation, change.before
    if before and now.amount and before.amount and not 1 / SUSPICIOUS < now.amount / before.amount < SUSPICIOUS:
        yield f"Line {change.line}: {now.said} stood at {before.said} before. Check the unit."


def _write(changes: list[Change], source: FigureImport) -> None:
    """One batch: a number of statements that does not grow with its rows."""
    restated = [change.before.pk for change in changes if change.before]
    if restated:
        Observation.objects.filter(pk__in=restated).update(current=False)
    for change in changes:
        change.observation.source = source
        change.observation.submitted_by = source.uploaded_by
    Observation.objects.bulk_create([change.observation for change in changes])
