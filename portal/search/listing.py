"""A page of results as the template shows it: what was found, in words, and every way on from here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from .facets import kind_name
from .forms import SORTS, Asked
from .query import LAST_PAGE, PER_PAGE
from .results import Facet, Results


@dataclass(frozen=True)
class Way:
    """A link to the same search with one thing changed."""

    label: str
    href: str
    current: bool = False


@dataclass
class Listing:
    asked: Asked
    results: Results
    marker: str = ""  # by which an opened result is counted

    @property
    def page(self) -> Page:
        within_reach = min(self.results.total, LAST_PAGE * PER_PAGE)
        return Paginator(range(within_reach), PER_PAGE).get_page(self.results.page)

    @property
    def kinds(self) -> list[Way]:
        """Everything, then "12 tools", "4 questions": the kinds there are, with their counts."""
        chosen = self.asked.filters.get("kind", [])
        ways = [Way("Everything", self.asked.only_kind(""), not chosen)]
        for choice in self.results.kinds:
            label = f"{choice.count} {kind_name(choice.value, choice.count)}"
            ways.append(Way(label, self.asked.only_kind(choice.value), choice.chosen))
        return ways if len(ways) > 2 or chosen else []

    @property
    def facets(self) -> list[Facet]:
        """Those that divide the results: one value that all results share is no choice."""
        total = self.results.total
        return [
            facet
            for facet in self.results.facets
            if len(facet.choices) > 1 or facet.choices[0].chosen or facet.choices[0].count < total
        ]

    @property
    def chips(self) -> list[Way]:
        labels = {(facet.name, choice.value): choice.label for facet in self.results.facets for choice in facet.choices}
        return [
            Way(
                _said(name, value, labels),
                self.asked.without(name, value),
            )
            for name, values in self.asked.filters.items()
            if name != "kind"
            for value in values
        ]

    @property
    def sorts(self) -> list[Way]:
        current = self.results.plan.sort
        names = SORTS if self.results.plan.words else {name: SORTS[name] for name in ("newest", "title")}
        return [Way(label, name, name == current) for name, label in names.items()]

    @property
    def meant(self) -> Way | None:
        words = self.results.did_you_mean
        return Way(words, self.asked.address(q=words)) if words else None

    @property
    def cleared(self) -> str:
        return self.asked.with_filters({})

    @property
    def itself(self) -> str:
        return self.asked.address()

    @property
    def to_keep(self) -> str:
        """What is saved: with a slip in it, it would never tell of anything new."""
        return self.meant.href if self.meant else self.itself

    @property
    def about(self) -> str:
        """The words, for the page that asks whether they led anywhere."""
        return urlencode({"q": self.asked.text})


def _said(name: str, value: str, labels: dict[tuple[str, str], str]) -> str:
    """A chip as people read it: a network is a place to search in."""
    label = labels.get((name, value)) or value.replace("-", " ").capitalize()
    return f"In {label}" if name == "network" else label
