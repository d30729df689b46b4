"""The toolbox as somebody asked for it: words, facets with counts, sort and page, read from an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import models
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from portal.cms.models import Theme
from portal.organisations.models import Organisation, Region
from portal.users.models import Role

from .matching import Matching
from .querysets import EntryQuerySet
from .vocabulary import EntryType, Sort, Stage, Updated

PER_PAGE = 30
LONGEST_QUESTION = 200

FACETS = {
    "theme": "Theme",
    "stage": "Stage of the patient's journey",
    "type": "Type",
    "audience": "For whom",
    "trust_type": "Type of trust",
    "region": "Region",
}


@dataclass(frozen=True)
class Option:
    """One value to tick, with the number of tools that ticking it gives."""

    facet: str
    value: str
    label: str
    count: int
    chosen: bool

    @property
    def id(self) -> str:
        return f"{self.facet}-{self.value}"


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    single: bool = False

    @property
    def is_chosen(self) -> bool:
        return any(option.chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """Something chosen, and the address without it."""

    label: str
    without: str


class Listing:
    """What the toolbox shows for one address. Unknown values in it are left out rather than refused."""

    def __init__(self, entries: EntryQuerySet, asked: QueryDict, *, tokens: Iterable[str]) -> None:
        self.entries = entries
        self.asked = asked
        self.text = " ".join(asked.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION]
        self.matching = Matching(self.text, tokens) if self.text else None
        self.chosen: dict[str, list[str]] = {
            facet: [value for value in dict.fromkeys(asked.getlist(facet)) if value in self.labels(facet)]
            for facet in FACETS
        }
        self.updated = asked.get("updated", "") if asked.get("updated") in Updated.values else ""
        self.sort = asked.get("sort", "") if asked.get("sort") in Sort.values else ""

    # What was found

    @property
    def matched(self) -> EntryQuerySet:
        """Those the words match, before any facet."""
        return self.entries.filter(pk__in=self.matching.pages) if self.matching else self.entries

    @cached_property
    def found(self) -> EntryQuerySet:
        return self._narrowed()

    def _narrowed(self, *, but: str = "") -> EntryQuerySet:
        """The entries under everything that was chosen, except one facet."""
        found = self.matched.in_facets({facet: values for facet, values in self.chosen.items() if facet != but})
        return found if but == "updated" else self._since(found, self.updated)

    def _since(self, entries: EntryQuerySet, days: str) -> EntryQuerySet:
        return entries.updated_since(timezone.now() - timedelta(days=int(days))) if days else entries

    @cached_property
    def page(self) -> Page:
        """The page asked for; one that does not exist is a 404."""
        best_first = self.matching.pages if self.matching else ()
        paginator = Paginator(self.found.in_order(self.order, best_first=best_first).for_cards(), PER_PAGE)
        paginator.count = self.total  # counted already, with the dates
        try:
            page = paginator.page(self.asked.get("page") or 1)
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404("There is no such page of the toolbox.") from error
        if self.matching:
            page.object_list = list(page.object_list)
            for entry in page.object_list:
                entry.hit = self.matching.hits[entry.pk]
        return page

    @property
    def usual_order(self) -> Sort:
        return Sort.RELEVANCE if self.text else Sort.UPDATED

    @property
    def order(self) -> str:
        usable = self.sort and (self.text or self.sort != Sort.RELEVANCE)
        return self.sort if usable else self.usual_order

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen). The usual order has no value: with words it is another one than without."""
        offered = [(value, label) for value, label in Sort.choices if self.text or value != Sort.RELEVANCE]
        return [("" if value == self.usual_order else value, label, value == self.order) for value, label in offered]

    # Facets

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {
            "theme": dict(Theme.objects.values_list("slug", "name")),
            "stage": dict(Stage.choices),
            "type": dict(EntryType.choices),
            "audience": dict(Role.choices),
            "trust_type": dict(Organisation.TrustType.choices),
            "region": dict(Region.objects.values_list("slug", "name")),
        }

    def labels(self, facet: str) -> Mapping[str, str]:
        return self._labels[facet]

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """Counts of every facet, each under all the others: one query."""
        free = [facet for facet in FACETS if not self.chosen[facet]]
        parts = [self.found.counted(free)] if free else []
        parts += [self._narrowed(but=facet).counted([facet]) for facet in FACETS if self.chosen[facet]]
        counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for facet, value, entries in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
            counts[facet][value] = entries
        return counts

    @cached_property
    def _by_date(self) -> dict[str, int]:
        """How many were found, and how many changed in each span: one query."""
        now = timezone.now()
        spans = {
            f"days_{days}": models.Count("pk", filter=models.Q(last_published_at__gte=now - timedelta(days=int(days))))
            for days in Updated.values
        }
        return self._narrowed(but="updated").order_by().aggregate(everything=models.Count("pk"), **spans)

    @property
    def total(self) -> int:
        return self._by_date[f"days_{self.updated}" if self.updated else "everything"]

    @cached_property
    def facets(self) -> list[Facet]:
        """What can be ticked: nothing that would lead to nothing, and always what is ticked."""
        facets = []
        for name, label in FACETS.items():
            options = [
                Option(name, value, words, self._counts[name].get(value, 0), value in self.chosen[name])
                for value, words in self.labels(name).items()
            ]
            facets.append(Facet(name, label, [option for option in options if option.count or option.chosen]))
        dates = [
            Option("updated", value, label, self._by_date[f"days_{value}"], value == self.updated)
            for value, label in Updated.choices
        ]
        facets.append(Facet("updated", "Updated", [o for o in dates if o.count or o.chosen], single=True))
        return [facet for facet in facets if facet.options]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [Chip(f"“{self.text}”", self._without("q"))] if self.text else []
        for facet, values in self.chosen.items():
            chips += [Chip(self.labels(facet)[value], self._without(facet, value)) for value in values]
        if self.updated:
            chips.append(Chip(Updated(self.updated).label, self._without("updated")))
        return chips

    # Addresses

    def _without(self, name: str, value: str = "") -> str:
        query = self._query()
        left = [other for other in query.getlist(name) if value and other != value]
        query.setlist(name, left) if left else query.pop(name, None)
        return f"?{query.urlencode()}" if query else "?"

    def _query(self) -> QueryDict:
        """What was understood of the address, in a fixed order: the address to share."""
        query = QueryDict(mutable=True)
        if self.text:
            query["q"] = self.text
        for facet, values in self.chosen.items():
            if values:
                query.setlist(facet, values)
        if self.updated:
            query["updated"] = self.updated
        if self.sort:
            query["sort"] = self.sort
        return query

    @property
    def query(self) -> str:
        """Everything but the page, to build the addresses of the other pages."""
        return self._query().urlencode()

    @property
    def as_meant(self) -> str:
        """The same address with the words that were probably meant, when those asked for find little."""
        query = self._query()
        query["q"] = self.matching.did_you_mean if self.matching else ""
        return f"?{query.urlencode()}"

    @property
    def title(self) -> str:
        """Guidance is the toolbox filtered by that type."""
        only_guidance = self.chosen["type"] == [EntryType.GUIDANCE]
        return "Guidance" if only_guidance else "Toolbox"
