"""The arithmetic of places: how many are left, for whom, and who of those waiting gets the next one. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar


class Comer(Protocol):
    """Whoever wants a place: what decides is the role and the trust."""

    role: str
    trust_id: int | None


Waiting = TypeVar("Waiting", bound=Comer)


@dataclass(frozen=True)
class Places:
    """The places of a meeting at one moment.

    Some may be kept for a role. Kept and still unfilled places are open to that role only; everybody else sees the
    rest. Whoever has the role fills the kept places first, so a kept place is never left over twice. One trust may
    hold so many and no more, kept ones included; people without a trust count towards no quota. Both hold at once:
    there is room for somebody when neither says no. A place that is offered to somebody is taken.
    """

    capacity: int | None  # None: room for everybody
    kept: Mapping[str, int] = field(default_factory=dict)  # role → places kept for it today
    taken_by: Mapping[str, int] = field(default_factory=dict)  # role → people who hold a place
    waiting: int = 0
    quota: int | None = None  # the most places one trust can have
    taken_from: Mapping[int | None, int] = field(default_factory=dict)  # trust → people who hold a place
    offered: int = 0  # of those taken: offers that wait for an answer

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

    def trust_is_full(self, trust: int | None) -> bool:
        """Whether this trust has all the places that one trust can have."""
        if self.quota is None or trust is None:
            return False
        return self.taken_from.get(trust, 0) >= self.quota

    def room_for(self, role: str, trust: int | None = None) -> bool:
        return self.left_for(role) != 0 and not self.trust_is_full(trust)

    @property
    def left(self) -> int | None:
        """How many are left for somebody for whom nothing is kept."""
        return self.left_for("")

    @property
    def left_for_anybody(self) -> int | None:
        """How many are left at all, kept ones included."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    def seat(self, role: str, trust: int | None = None) -> Places:
        """The same with one more person of this role and trust who holds a place."""
        return replace(
            self,
            taken_by={**self.taken_by, role: self.taken_by.get(role, 0) + 1},
            taken_from={**self.taken_from, trust: self.taken_from.get(trust, 0) + 1},
        )

    def seated_from(self, queue: Iterable[Waiting]) -> list[Waiting]:
        """Those of the queue who get a place now, in its order.

        Strictly first come: somebody is passed over only while every place left is kept for a role they do not have,
        or while their trust has all the places it can have.
        """
        places, seated = self, []
        for person in queue:
            if places.room_for(person.role, person.trust_id):
                seated.append(person)
                places = places.seat(person.role, person.trust_id)
        return seated
