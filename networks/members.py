"""The members of a network as one reader may see them, and as they look for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from .models import Membership, Network


class Members:
    """Those who show their name to the reader. A filter leaves out whoever hides what it asks for."""

    def __init__(self, network: Network, viewer: AbstractBaseUser, asked: dict[str, Any]) -> None:
        self.network, self.viewer, self.asked = network, viewer, asked
        self.role = network.role_of(viewer)

    @cached_property
    def everybody(self) -> list[Membership]:
        return list(self.network.memberships.with_people())

    @cached_property
    def named(self) -> list[Membership]:
        return [one for one in self.everybody if one.names_itself_to(self.viewer, self.role)]

    @cached_property
    def unreached(self) -> list[Membership]:
        """Those whom no mail reaches: for whoever runs the network, without an address, named as they chose to be."""
        if not self.network.can_run(self.viewer):
            return []
        rows = list(self.network.memberships.unreached().select_related("user").order_by("unreached_since"))
        for row in rows:
            row.is_named = row.names_itself_to(self.viewer, self.role)  # type: ignore[attr-defined]
        return rows

    @property
    def is_filtered(self) -> bool:
        return any(self.asked.values())

    @cached_property
    def found(self) -> list[Membership]:
        knows = self.who_know(self.asked["theme"]) if self.asked.get("theme") else None
        return [one for one in self.named if self.matches(one, knows)]

    def matches(self, one: Membership, knows: set[int] | None) -> bool:
        person, role = one.user, self.asked.get("role")
        if role and not (person.role == role and person.shows("seat", to=self.viewer)):
            return False
        if knows is not None and not (person.pk in knows and person.shows("themes", to=self.viewer)):
            return False
        words = (self.asked.get("q") or "").lower().split()[:5]
        trust = str(person.trust or "") if words and person.shows("seat", to=self.viewer) else ""
        said = f"{person} {trust}".lower()
        return all(word in said for word in words)

    def who_know(self, theme: Any) -> set[int]:
        return set(theme.people.filter(memberships__network=self.network).values_list("pk", flat=True))
