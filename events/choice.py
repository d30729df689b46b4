"""Which meetings somebody asked for: the same words filter the list, the month and the calendar to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.functions import TruncMonth
from django.http import Http404, QueryDict
from django.utils.http import urlencode

from portal.users.models import Role

from .querysets import EventQuerySet

NATIONAL = "national"
WORDS = ("region", "network", "for", "format")


@dataclass(frozen=True)
class Option:
    """One value to choose, with the number of meetings that choosing it gives."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """So many meetings that are alike in all that can be chosen: what all counts are made of, from one query."""

    month: str
    network: str
    network_name: str
    region: str
    region_name: str
    format: str
    roles: tuple[str, ...]  # empty: for everybody
    count: int

    def fits(self, name: str, value: str) -> bool:
        if name == "for":
            return not self.roles or value in self.roles
        return getattr(self, name) == value


class Choice:
    """Reads an address such as `?region=london&for=finance-director`; what it cannot read is a 404."""

    def __init__(self, asked: QueryDict) -> None:
        self.chosen = {name: asked.get(name, "") for name in WORDS}
        if self.chosen["network"] and not re.fullmatch(r"\d{1,9}", self.chosen["network"]):
            raise Http404("There is no such network.")
        if self.chosen["for"] and self.chosen["for"] not in Role.values:
            raise Http404("There is no such role.")

    def __bool__(self) -> bool:
        return any(self.chosen.values())

    @property
    def query(self) -> str:
        """The same choice as part of an address."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    def of(self, events: EventQuerySet) -> EventQuerySet:
        if region := self.chosen["region"]:
            events = events.national() if region == NATIONAL else events.in_region(region)
        if network := self.chosen["network"]:
            events = events.filter(meeting__network=int(network))
        if role := self.chosen["for"]:
            events = events.for_role(role)
        if mode := self.chosen["format"]:
            events = events.filter(mode=mode)
        return events


class Counts:
    """What could be chosen among these meetings, each value with the number it would give beside the other choices."""

    def __init__(self, events: EventQuerySet, chosen: dict[str, str]) -> None:
        self.events, self.chosen = events, chosen

    @cached_property
    def groups(self) -> list[Group]:
        page = "meeting__network__page"
        names = ["meeting__network", f"{page}__title", f"{page}__region__slug", f"{page}__region__name"]
        rows = (
            self.events.order_by()
            .annotate(month=TruncMonth("meeting__starts_at"))
            .values_list("month", *names, "mode", "for_roles")
            .annotate(number=models.Count("pk"))
        )
        return [
            Group(
                month=f"{month:%Y-%m}",
                network=str(network or ""),
                network_name=title or "",
                region=region or NATIONAL,
                region_name=name or "National",
                format=mode,
                roles=tuple(roles or ()),
                count=number,
            )
            for month, network, title, region, name, mode, roles, number in rows
        ]

    @property
    def total(self) -> int:
        return sum(group.count for group in self._fitting())

    @property
    def regions(self) -> list[Option]:
        return self.options("region", {group.region: group.region_name for group in self.groups})

    @property
    def networks(self) -> list[Option]:
        return self.options("network", {group.network: group.network_name for group in self.groups if group.network})

    @property
    def roles(self) -> list[Option]:
        named = {role for group in self.groups for role in group.roles}
        return self.options("for", {role: str(Role(role).label) for role in named if role in Role.values})

    @property
    def formats(self) -> list[Option]:
        labels = dict(self.events.model.Mode.choices)
        return self.options("format", {group.format: labels[group.format] for group in self.groups})

    def options(self, name: str, labels: dict[str, Any]) -> list[Option]:
        options = []
        for value, label in labels.items():
            count = sum(group.count for group in self._fitting(leaving_out=name) if group.fits(name, value))
            if count or value == self.chosen[name]:
                options.append(Option(value, label, count, value == self.chosen[name]))
        return sorted(options, key=lambda option: option.label)

    def _fitting(self, leaving_out: str = "") -> Iterable[Group]:
        for group in self.groups:
            if all(not value or name == leaving_out or group.fits(name, value) for name, value in self.chosen.items()):
                yield group
