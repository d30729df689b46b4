"""Which tools the words in the box match, best first: asked of the portal's search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from portal.search.finding import Query, search
from portal.search.results import Hit

KINDS = ("tool", "guidance")
MOST = 300  # nobody reads further; the notice asks for another word instead


class Matching:
    """What search answers to the words, for somebody with these tokens. Asked once, when first needed."""

    def __init__(self, text: str, tokens: Iterable[str]) -> None:
        self.query = Query(text=text, tokens=tokens, kinds=KINDS, sort="best", per_page=MOST)

    @cached_property
    def _results(self):
        return search(self.query)

    @cached_property
    def hits(self) -> dict[int, Hit]:
        """By the key of the page, best first."""
        return {hit.entry.page_id: hit for hit in self._results.hits if hit.entry.page_id}

    @property
    def pages(self) -> list[int]:
        return list(self.hits)

    @property
    def did_you_mean(self) -> str:
        return self._results.did_you_mean

    @property
    def notices(self) -> list[str]:
        said = []
        if self._results.total > MOST:
            said.append(f"These are the {MOST} best of {self._results.total}. Add a word to find fewer.")
        if self._results.degraded:
            said.append("Search is running on its spare engine at the moment: results may come in another order.")
        return said
