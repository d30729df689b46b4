"""Who became whom: takes the rows of a successor file, and lets each closed organisation point to its successor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import IO

from .models import ImportedChange, Organisation, RegisterImport, Succession
from .ods import Broken, Fault, SuccessionRow, successions_in
from .reading import Reading

BATCH = 250


class Family:
    """Every succession of the register as pairs of keys: enough to see a circle before it is closed."""

    def __init__(self) -> None:
        self.next: dict[int, set[int]] = defaultdict(set)
        for old, new in Succession.objects.values_list("old_id", "new_id").iterator():
            self.next[old].add(new)

    def add(self, old: int, new: int) -> None:
        self.next[old].add(new)

    def leads(self, start: int, to: int) -> bool:
        seen, waiting = set(), [start]
        while waiting:
            one = waiting.pop()
            if one == to:
                return True
            if one not in seen:
                seen.add(one)
                waiting += self.next.get(one, ())
        return False


def take_successions(file: IO[bytes], *, write_as: RegisterImport | None = None) -> Reading:
    """Read a successor file against the register. With `write_as` sound rows are written; call it in a transaction."""
    reading, family, batch = Reading(), Family(), []
    for row in successions_in(file):
        batch.append(row)
        if len(batch) == BATCH:
            _take(batch, reading, family, write_as)
            batch = []
    if batch:
        _take(batch, reading, family, write_as)
    return reading


def _take(
    batch: list[SuccessionRow | Broken], reading: Reading, family: Family, write_as: RegisterImport | None
) -> None:
    rows = [row for row in batch if isinstance(row, SuccessionRow)]
    codes = {code for row in rows for code in (row.old, row.new)}
    known = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    there = {
        (one.old_id, one.new_id): one
        for one in Succession.objects.filter(old__in=[one.pk for one in known.values()]).order_by("pk")
    }
    new, moved = [], []
    for row in batch:
        if isinstance(row, Broken):
            reading.broken(row)
            continue
        old, successor = known.get(row.old), known.get(row.new)
        if old is None:  # most rows of the national file are about bodies that we do not keep
            reading.sound("left_out", row.old, "", [])
            continue
        if fault := _fault(row, old, successor, family):
            reading.broken(Broken(row.line, (fault,)))
            continue
        assert successor is not None  # noqa: S101 - told apart by _fault
        one = there.get((old.pk, successor.pk))
        if one is not None and one.on == row.on:
            reading.sound("unchanged", old.code, old.name, [])
            continue
        words = ["successor", _words(one.on, successor) if one else "", _words(row.on, successor)]
        reading.sound("changed" if one else "new", old.code, old.name, [words])
        family.add(old.pk, successor.pk)
        if old.closed_on is None:
            reading.note(f"{old.name} ({old.code}) is still open. It points to its successor once it has a last day.")
        if one is None:
            new.append(Succession(old=old, new=successor, on=row.on, reason=row.reason, source=write_as))
        else:
            one.on, one.reason = row.on, row.reason
            moved.append(one)
    _tell_splits(there, new, known, reading)
    if write_as is not None:
        Succession.objects.bulk_create(new)
        if moved:
            Succession.objects.bulk_update(moved, ["on", "reason"])
        settle_pointers({one.old_id for one in [*new, *moved]}, source=write_as)


def _words(on: object, successor: Organisation) -> str:
    return f"{successor.name} ({successor.code}) from {on:%d/%m/%Y}"


def _fault(row: SuccessionRow, old: Organisation, successor: Organisation | None, family: Family) -> Fault | None:
    if successor is None:
        why = f"The register does not know the successor of {old}."
        return Fault(row.line, 2, row.new, why, "Import the organisation file that holds this code first.")
    if old.invented != successor.invented:
        why = "One of the two is made up for a demonstration."
        return Fault(row.line, 2, row.new, why, "Leave the line out.")
    if family.leads(successor.pk, old.pk):
        why = f"{successor} leads back to {old}: the two would succeed each other."
        return Fault(row.line, 2, row.new, why, "Check which of the two came first.")
    return None


def _tell_splits(
    there: dict[tuple[int, int], Succession],
    new: list[Succession],
    known: dict[str, Organisation],
    reading: Reading,
) -> None:
    after: dict[int, set[int]] = defaultdict(set)
    for one in [*there.values(), *new]:
        after[one.old_id].add(one.new_id)
    names = {one.pk: one for one in known.values()}
    for old_id in sorted({one.old_id for one in new if len(after[one.old_id]) > 1}):
        reading.note(
            f"{names[old_id].name} ({names[old_id].code}) has several successors. All stay in its history; "
            "where the latest day names more than one, its people are asked which is theirs."
        )


def settle_pointers(keys: Iterable[int], *, source: RegisterImport | None) -> None:
    """Let each of these point to its one latest successor. One that is open, or was split that day, points nowhere."""
    keys = list(keys)
    latest: dict[int, list[Succession]] = defaultdict(list)
    for one in Succession.objects.filter(old__in=keys).select_related("new").order_by("old", "-on", "pk"):
        if not latest[one.old_id] or latest[one.old_id][0].on == one.on:
            latest[one.old_id].append(one)
    moved, told = [], []
    for old in Organisation.objects.filter(pk__in=keys).select_related("successor").order_by("pk"):
        found = latest[old.pk]
        chosen = found[0] if old.closed_on and len(found) == 1 else None
        before = (old.successor, old.succeeded_on)
        old.successor, old.succeeded_on = (chosen.new, chosen.on) if chosen else (None, None)
        if (old.successor, old.succeeded_on) == before:
            continue
        moved.append(old)
        if source is None:
            continue
        words = _words(chosen.on, chosen.new) if chosen else ""
        fields = [["successor", str(before[0] or ""), words]]
        told.append(ImportedChange(source=source, organisation=old, what=ImportedChange.What.CHANGED, fields=fields))
    if moved:
        Organisation.objects.bulk_update(moved, ["successor", "succeeded_on"])
        ImportedChange.objects.bulk_create(told)
