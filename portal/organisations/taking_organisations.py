"""Takes the rows of an organisation file: compares each with the register and, when told to, writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO, Any, TypeVar

from django.utils import timezone

from .models import FormerName, Geography, ImportedChange, Organisation, Region, RegisterImport
from .models.organisation import in_words
from .ods import CLOSED, GEOGRAPHY, ORGANISATION, Broken, Fault, OrganisationRow, organisations_in
from .reading import Reading
from .succeeding import settle_pointers
from .words import same, spoken

BATCH = 250
WRITTEN = ["name", "grouping", "geography", "region", "address", "postcode", "opened_on", "closed_on"]
ENGLISH = ("Y", "Q")  # how geography codes of England begin; elsewhere there is no region to find

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


@dataclass
class Change:
    """What a row makes of an organisation; `fields` say what it was before and what it is after, in words."""

    what: str
    organisation: Organisation
    fields: list[list[str]]
    former_name: str = ""


class Places:
    """Regions by every code that means one."""

    def __init__(self) -> None:
        self.by_code: dict[str, Region] = {region.code: region for region in Region.objects.all()}
        self.by_code |= {place.code: place.region for place in Geography.objects.select_related("region")}
        self.by_key = {region.pk: region for region in self.by_code.values()}

    def region_of(self, row: OrganisationRow) -> Region | None:
        return self.by_code.get(row.grouping) or self.by_code.get(row.geography)

    def fault_of(self, row: OrganisationRow, on: date) -> Fault | None:
        """An organisation that is open lies in a region that is."""
        if row.closed_on and row.closed_on < on:
            return None
        region, code = self.region_of(row), row.geography or row.grouping
        if region is None and f"{row.grouping} {row.geography}".strip().startswith(ENGLISH):
            mend = "Add the code under Register, Geographies, with its region; then preview the file again."
            return Fault(row.line, GEOGRAPHY, code, "The register does not know this geography code.", mend)
        if region is not None and region.closed_on and region.closed_on < on:
            mend = "Give the code its region of today under Register, Geographies; then preview the file again."
            return Fault(row.line, GEOGRAPHY, code, f"It leads to {region}, which has closed.", mend)
        return None


def take_organisations(file: IO[bytes], *, holds: str, write_as: RegisterImport | None = None) -> Reading:
    """Read the file against the register. With `write_as` the sound rows are written; call it in a transaction."""
    reading, places, on = Reading(), Places(), timezone.localdate()
    for batch in batches(organisations_in(file)):
        known = _known([row.code for row in batch if isinstance(row, OrganisationRow)], lock=write_as is not None)
        changes = []
        for row in batch:
            found = row if isinstance(row, Broken) else compared(row, known.get(row.code), places, holds, on)
            if isinstance(found, Broken):
                reading.broken(found)
                continue
            reading.sound(found.what, found.organisation.code, found.organisation.name, found.fields)
            if found.what != "unchanged":
                changes.append(found)
        if write_as is not None and changes:
            write(changes, source=write_as, on=on)
    return reading


def _known(codes: list[str], *, lock: bool) -> dict[str, Organisation]:
    found = Organisation.objects.filter(code__in=codes)
    if lock:
        found = found.locked()
    return {organisation.code: organisation for organisation in found}


def compared(row: OrganisationRow, known: Organisation | None, places: Places, holds: str, on: date) -> Change | Broken:
    """What this row means for the register. Nothing is written, but `known` is given its new values."""
    fault = places.fault_of(row, on) or _reused(row, known)
    if fault is not None:
        return Broken(row.line, (fault,))
    values: dict[str, Any] = {
        "name": spoken(row.name),
        "grouping": row.grouping,
        "geography": row.geography,
        "region": places.region_of(row),
        "address": "\n".join(spoken(line) for line in row.address),
        "postcode": row.postcode,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
    }
    if known is None:
        return Change("new", Organisation(code=row.code, kind=holds, **values), [])
    return _changed(known, values, places)


def _reused(row: OrganisationRow, known: Organisation | None) -> Fault | None:
    if known is None:
        return None
    if known.invented:
        why = f"The code belongs to {known}, which is made up for a demonstration."
        return Fault(row.line, ORGANISATION, row.code, why, "Give the invented organisation another code.")
    if known.closed_on and row.opened_on and row.opened_on > known.closed_on:
        why = f"The code belongs to {known}, closed on {known.closed_on:%d/%m/%Y}. Codes are never used again."
        return Fault(row.line, ORGANISATION, row.code, why, "Check the code and the date on which it opened.")
    if known.successor_id and row.closed_on is None:
        why = f"{known} has a successor in the register, and here it has no last day."
        return Fault(row.line, CLOSED, "", why, "Write its last day, or take the successor away in the register first.")
    return None


def _changed(known: Organisation, values: dict[str, Any], places: Places) -> Change:
    was_open, former, fields = known.closed_on is None, "", []
    for name in WRITTEN:
        before: Any = places.by_key.get(known.region_id or 0) if name == "region" else getattr(known, name)
        after = values[name]
        if before == after or (name == "region" and after is None):  # an unknown place takes no region away
            continue
        if name in {"name", "address"} and same(before, after):
            continue
        if name == "name":
            former = before
        label = str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        fields.append([label, _in_words(before), _in_words(after)])
        setattr(known, name, after)
    if not fields:
        return Change("unchanged", known, [])
    return Change("closed" if was_open and known.closed_on else "changed", known, fields, former)


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    return in_words(value) if isinstance(value, date) else str(value)


def write(changes: list[Change], *, source: RegisterImport, on: date) -> None:
    """One batch: a number of statements that does not grow with its rows."""
    new = [change.organisation for change in changes if change.what == "new"]
    kept = [change.organisation for change in changes if change.what != "new"]
    Organisation.objects.bulk_create(new)
    if kept:
        Organisation.objects.bulk_update(kept, WRITTEN)
    FormerName.objects.bulk_create(
        FormerName(organisation=change.organisation, name=change.former_name, until=on)
        for change in changes
        if change.former_name
    )
    ImportedChange.objects.bulk_create(
        ImportedChange(source=source, organisation=change.organisation, what=change.what, fields=change.fields)
        for change in changes
    )
    if closed := [change.organisation.pk for change in changes if change.what == "closed"]:
        settle_pointers(closed, source=source)
