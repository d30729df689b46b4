"""The shape of a search in an address: any bytes make a search, wrong values are passed over."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from .facets import TITLES
from .query import LAST_PAGE, Query, plain

SORTS = {"best": "Best match", "newest": "Newest first", "title": "Title A to Z"}
MOST_VALUES = 20  # of one facet


@dataclass
class Asked:
    """What the address says."""

    text: str
    page: int
    sort: str
    filters: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, given: QueryDict) -> Asked:
        number = given.get("page", "1")
        sort = given.get("sort", "")
        return cls(
            text=plain(given.get("q", "")),
            page=int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 1,
            sort=sort if sort in SORTS else "",
            filters={
                name: [plain(value)[:80] for value in given.getlist(name) if value.strip()][:MOST_VALUES]
                for name in TITLES
                if given.getlist(name)
            },
        )

    def is_first_look(self) -> bool:
        """Words alone: what somebody does with the results is not another search."""
        return bool(self.text) and self.page == 1 and not self.filters and not self.sort

    def is_beyond_reading(self) -> bool:
        return not 1 <= self.page <= LAST_PAGE

    def query(self, tokens: frozenset[str]) -> Query:
        return Query(
            text=self.text, tokens=tokens, filters=self.filters, sort=self.sort or "best", page=max(1, self.page)
        )

    def address(self, **changes: str) -> str:
        """The address of this search with other words or order, from the first page."""
        return self._address({"q": self.text, "sort": self.sort, **changes}, self.filters)

    def without(self, name: str, value: str) -> str:
        """The address of this search with one filter less."""
        return self.with_filters({**self.filters, name: [each for each in self.filters.get(name, []) if each != value]})

    def only_kind(self, kind: str) -> str:
        return self.with_filters({**self.filters, "kind": [kind] if kind else []})

    def with_filters(self, filters: dict[str, list[str]]) -> str:
        return self._address({"q": self.text, "sort": self.sort}, filters)

    def _address(self, words: dict[str, str], filters: dict[str, list[str]]) -> str:
        given = MultiValueDict({name: [value] for name, value in words.items() if value})
        for name, values in filters.items():
            given.setlist(name, values)
        query = QueryDict(mutable=True)
        query.update(given)
        return f"?{query.urlencode()}"


class SavedForm(forms.Form):
    """A search to keep."""

    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give it a name"})
    tells = forms.BooleanField(
        label="Tell me of what is new in it",
        required=False,
        help_text="It stands in your news, and comes by mail as you choose there.",
    )


class FoundItForm(forms.Form):
    """Whether somebody found what they looked for."""

    found = forms.TypedChoiceField(
        label="Did you find what you looked for?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you found it"},
    )
    phrase = forms.CharField(label="What you searched for", required=False, max_length=200)
    words = forms.CharField(
        label="What did you expect to find? (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The programme reads this. Your name is not kept with it. Do not write anything about a patient.",
    )
