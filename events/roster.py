"""Who comes to a meeting, as its organisers asked for it: searched, filtered with counts, sorted, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db import models
from django.http import Http404, QueryDict
from django.utils.http import urlencode

from portal.users.models import Role

from .models import Meeting, Registration
from .querysets import RegistrationQuerySet

PER_PAGE = 50
MOST_WORDS = 5
FILTERS = ("state", "role", "trust", "via", "present")
WORDS = ("q", *FILTERS, "sort")
NONE = "none"  # of a trust or a role: not said
PRESENT = {"yes": "Was there", "no": "Was not marked as there"}
SORTS = {
    "name": "Name",
    "trust": "Trust",
    "since": "When they registered",
    "state": "State, the queue in its order",
}


@dataclass(frozen=True)
class Option:
    """One value to choose, with the number of people that choosing it gives."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    all: str
    options: list[Option]


@dataclass(frozen=True)
class Group:
    """So many people who are alike in all that can be chosen: what all counts are made of."""

    state: str
    role: str
    trust: str
    trust_name: str
    via: str
    present: str
    count: int


class Roster:
    """Reads an address such as `?q=ruth&state=waiting&sort=trust&page=2`; what it cannot read is a 404."""

    def __init__(self, meeting: Meeting, asked: QueryDict | None = None) -> None:
        self.meeting = meeting
        asked = asked if asked is not None else QueryDict()
        self.words = " ".join(asked.get("q", "").replace("\x00", "").split()[:MOST_WORDS])[:100]
        self.chosen = {name: asked.get(name, "") for name in FILTERS}
        self.sort = asked.get("sort") or "name"
        self.number = asked.get("page", 1)
        trust = self.chosen["trust"]
        known = {
            "state": Registration.State.values,
            "role": [*Role.values, NONE],
            "trust": [trust] if trust == NONE or (trust.isdigit() and len(trust) < 10) else [],
            "via": Registration.Via.values,
            "present": list(PRESENT),
        }
        if self.sort not in SORTS or any(value and value not in known[name] for name, value in self.chosen.items()):
            raise Http404("There is no such list of people.")

    # Whom it is about

    def matching(self) -> RegistrationQuerySet:
        """Those who fit, in the order that was asked for, each with what a row shows. One query."""
        rows = self._searched()
        if state := self.chosen["state"]:
            rows = rows.filter(state=state)
        if role := self.chosen["role"]:
            rows = rows.filter(role="" if role == NONE else role)
        if trust := self.chosen["trust"]:
            rows = rows.filter(trust__isnull=True) if trust == NONE else rows.filter(trust=int(trust))
        if via := self.chosen["via"]:
            rows = rows.filter(via=via)
        if present := self.chosen["present"]:
            rows = rows.filter(present_at__isnull=present == "no")
        return self._dressed(rows)

    def everyone(self) -> RegistrationQuerySet:
        """All of the meeting, in the same order."""
        return self._dressed(self.meeting.registrations.all())

    def _dressed(self, rows: RegistrationQuerySet) -> RegistrationQuerySet:
        return rows.select_related("trust__region", "registered_by", "user").order_by(*ORDERS[self.sort])

    def _searched(self) -> RegistrationQuerySet:
        rows = self.meeting.registrations.all()
        for word in self.words.split():
            named = models.Q(name__icontains=word) | models.Q(email__icontains=word)
            rows = rows.filter(named | models.Q(trust__name__icontains=word) | models.Q(code__iexact=word))
        return rows

    @cached_property
    def page(self) -> Page:
        paginator = Paginator(self.matching(), PER_PAGE)
        paginator.count = self.total  # type: ignore[misc]  # counted with the filters already
        try:
            return paginator.page(self.number)
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404("There is no such page.") from error

    @property
    def total(self) -> int:
        return sum(group.count for group in self._fitting())

    @property
    def is_filtered(self) -> bool:
        return bool(self.words) or any(self.chosen.values())

    @property
    def query(self) -> str:
        """The same choice as part of an address, without the page."""
        asked = {"q": self.words, **self.chosen, "sort": "" if self.sort == "name" else self.sort}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def sorts(self) -> list[Option]:
        return [Option(value, label, 0, value == self.sort) for value, label in SORTS.items()]

    # What could be chosen

    @property
    def filters(self) -> list[Filter]:
        states, vias = dict(Registration.State.choices), dict(Registration.Via.choices)
        return [
            Filter("state", "State", "Every state", self._options("state", lambda group: states[group.state])),
            Filter("role", "Role", "Every role", self._options("role", _role)),
            Filter("trust", "Trust", "Every trust", self._options("trust", lambda group: group.trust_name)),
            Filter("via", "How they came", "All ways", self._options("via", lambda group: vias[group.via])),
            Filter("present", "There on the day", "All", self._options("present", lambda g: PRESENT[g.present])),
        ]

    def _options(self, name: str, label: Callable[[Group], str]) -> list[Option]:
        counts: Counter[str] = Counter()
        for group in self._fitting(leaving_out=name):
            counts[getattr(group, name)] += group.count
        labels = {getattr(group, name): label(group) for group in self.groups}
        chosen = self.chosen[name]
        options = [
            Option(value, str(words), counts[value], value == chosen)
            for value, words in labels.items()
            if counts[value] or value == chosen
        ]
        return sorted(options, key=lambda option: (option.value == NONE, option.label))

    @cached_property
    def groups(self) -> list[Group]:
        return _groups_of(self._searched())

    def _fitting(self, leaving_out: str = "") -> Iterable[Group]:
        for group in self.groups:
            if all(
                not value or name == leaving_out or getattr(group, name) == value for name, value in self.chosen.items()
            ):
                yield group

    # What stands above the list, whatever was asked

    @cached_property
    def everybody(self) -> list[Group]:
        return _groups_of(self.meeting.registrations.all()) if self.words else self.groups

    def count(self, *states: str) -> int:
        return sum(group.count for group in self.everybody if group.state in states)

    @property
    def with_a_place(self) -> int:
        return self.count(*Registration.HOLDS_A_PLACE)

    @property
    def waiting(self) -> int:
        return self.count(Registration.State.WAITING)

    @property
    def asking(self) -> int:
        return self.count(Registration.State.REQUESTED)

    @property
    def present(self) -> int:
        return sum(group.count for group in self.everybody if group.present == "yes")

    @property
    def trusts(self) -> int:
        coming = [group for group in self.everybody if group.state in Registration.HOLDS_A_PLACE]
        return len({group.trust for group in coming if group.trust != NONE})


# The queue stands in its own order; whoever has a place goes before who waits, and who has gone comes last.
RANK = models.Case(
    *[models.When(state=state, then=models.Value(rank)) for rank, state in enumerate(Registration.State.values)],
    output_field=models.IntegerField(),
)
ORDERS: dict[str, tuple] = {
    "name": ("name", "pk"),
    "trust": (models.F("trust__name").asc(nulls_last=True), "name", "pk"),
    "since": ("created_at", "pk"),
    "state": (RANK, "-priority", "pk"),
}


def _groups_of(rows: RegistrationQuerySet) -> list[Group]:
    seen = models.Q(present_at__isnull=False)
    grouped = rows.order_by().values_list("state", "role", "trust", "trust__name", "via")
    return [
        Group(
            state=state,
            role=role or NONE,
            trust=str(trust or NONE),
            trust_name=trust_name or "Not said",
            via=via,
            present=present,
            count=number,
        )
        for state, role, trust, trust_name, via, everybody, there in grouped.annotate(
            everybody=models.Count("pk"), there=models.Count("pk", filter=seen)
        )
        for present, number in (("yes", there), ("no", everybody - there))
        if number
    ]


def _role(group: Group) -> str:
    return str(Role(group.role).label) if group.role in Role.values else "Not said"
