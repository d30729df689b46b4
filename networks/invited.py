"""The invitations of a network, for its convenors: where each stands, and how many of each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .models import Invitation, Network


class Invited:
    """One query, however many rows. `show` narrows the list to one standing, never the counts."""

    def __init__(self, network: Network, show: str = "") -> None:
        self.network, self.show = network, show

    @cached_property
    def everybody(self) -> list[Invitation]:
        return list(self.network.invitations.select_related("invited_by"))

    @property
    def counts(self) -> list[tuple[str, int, bool]]:
        found = Counter(row.in_words for row in self.everybody)
        return [(words, number, words == self.show) for words, number in found.most_common()]

    @property
    def rows(self) -> list[Invitation]:
        return [row for row in self.everybody if not self.show or row.in_words == self.show]
