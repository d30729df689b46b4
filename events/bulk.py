"""What became of an action on many people: for whom it was done, and for whom not and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .models import Registration


@dataclass
class Tally:
    """Somebody who has what was asked for already is neither done nor left out: a second press changes nothing."""

    done: list[Registration] = field(default_factory=list)
    already: list[Registration] = field(default_factory=list)
    skipped: list[tuple[Registration, str]] = field(default_factory=list)

    def skip(self, registration: Registration, why: str) -> None:
        self.skipped.append((registration, why))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return Counter(why for _, why in self.skipped).most_common()
