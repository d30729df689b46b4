"""What came of reading a file against the register: counts, faults, the first of each kind, and a digest of all."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from .models.imports import MOST_FAULTS
from .ods import Broken

SHOWN = 200  # of the new, the changed, the closed and the notes in a preview


class Reading:
    """Filled row by row; it stays small however long the file is."""

    def __init__(self) -> None:
        self.tally: Counter[str] = Counter()
        self.faults: list[dict[str, Any]] = []
        self.shown: dict[str, list[Any]] = {"new": [], "changed": [], "closed": [], "notes": []}
        self._digest = hashlib.sha256()

    def broken(self, row: Broken) -> None:
        self.tally["rows"] += 1
        self.tally["broken"] += 1
        faults = [fault.as_dict() for fault in row.faults]
        if self.tally["broken"] <= MOST_FAULTS:
            self.faults += faults
        self._note("broken", faults)

    def sound(self, what: str, code: str, name: str, fields: list[list[str]]) -> None:
        """`what` is new, changed, closed, unchanged or left_out."""
        self.tally["rows"] += 1
        self.tally[what] += 1
        if what in self.shown and len(self.shown[what]) < SHOWN:
            self.shown[what].append({"code": code, "name": name, "fields": fields})
        if what not in {"unchanged", "left_out"}:
            self._note(what, [code, name, fields])

    def note(self, text: str) -> None:
        if len(self.shown["notes"]) < SHOWN:
            self.shown["notes"].append(text)

    def _note(self, what: str, content: Any) -> None:
        self._digest.update(json.dumps([what, content]).encode())

    @property
    def counts(self) -> dict[str, int]:
        names = ("rows", "new", "changed", "closed", "unchanged", "left_out", "broken")
        return {name: self.tally[name] for name in names}

    @property
    def plan(self) -> str:
        return self._digest.hexdigest()
