"""The arithmetic of places: how many are left, for whom, and who of those waiting gets the next one. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar


class HasRole(Protocol):
    role: str


Waiting = TypeVar("Waiting", bound=HasRole)


@dataclass(frozen=True)
class Places:
    """The places of a meeting at one moment.

    Some may be kept for a role. Kept and still unfilled places are open to that role only; everybody else sees the
    rest. Whoever has the role fills the kept places first, so a kept place is never left over twice.
    """

    capacity: int | None  # None: room for everybody
    kept: Mapping[str, int] = field(default_factory=dict)  # role → places kept for it today
    taken_by: Mapping[str, int] = field(default_factory=dict)  # role → confirmed people
    waiting: int = 0

    @property
    def taken(self) -> int:
        return sum(self.taken_by.values())

    @property
    def unfilled(self) -> dict[str, int]:
        """Of the kept places, those that nobody of the role has taken yet."""
        left = {role: places - self.taken_by.get(role, 0) for role, places in self.kept.items()}
        return {role: places for role, places in left.items() if places > 0}

    def left_for(self, role: str) -> int | None:
        """How many people of this role could still get a place; None when there is no limit."""
        if self.capacity is None:
            return None
        kept_from_them = sum(places for other, places in self.unfilled.items() if other != role)
        return max(self.capacity - self.taken - kept_from_them, 0)

    def room_for(self, role: str) -> bool:
        left = self.left_for(role)
        return left is None or left > 0

    @property
    def left(self) -> int | None:
        """How many are left for somebody for whom nothing is kept."""
        return self.left_for("")

    @property
    def left_for_anybody(self) -> int | None:
        """How many are left at all, kept ones included."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    def seat(self, role: str) -> Places:
        """The same with one more confirmed person of this role."""
        return replace(self, taken_by={**self.taken_by, role: self.taken_by.get(role, 0) + 1})

    def seated_from(self, queue: Iterable[Waiting]) -> list[Waiting]:
        """Those of the queue who get a place now, in its order.

        Strictly first come: somebody is passed over only while every place left is kept for a role they do not have.
        """
        places, seated = self, []
        for person in queue:
            if places.room_for(person.role):
                seated.append(person)
                places = places.seat(person.role)
        return seated
