"""Which regions and trusts the networks reach: figures for the map and its table, names for colleagues only.

A confidential network leaves no mark here, and neither do its members. The public reads how many networks there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse

from portal.cms.audience import SIGNED_IN, may_see
from portal.organisations.models import Organisation, Region

from .finder import start_url
from .models import Membership, Network


@dataclass(frozen=True)
class RegionFigures:
    region: Region
    networks: int
    members: int
    represented: int
    unrepresented: int

    @property
    def trusts(self) -> int:
        return self.represented + self.unrepresented

    @property
    def address(self) -> str:
        return reverse("networks:coverage_of", args=[self.region.slug])


class Coverage:
    """Five queries, however many networks, members and trusts there are."""

    def __init__(self, user: AbstractBaseUser | AnonymousUser) -> None:
        self.in_full = may_see(user, [SIGNED_IN])
        regions = list(Region.objects.open())
        networks = dict(numbers(Network.objects.listed(), "page__region", "pk"))
        members = dict(numbers(of_listed_networks(), "network__page__region", "user")) if self.in_full else {}
        there = with_representation() if self.in_full else Organisation.objects.none()
        trusts = dict(numbers(there, "region", "pk"))
        represented = dict(numbers(there.filter(is_represented=True), "region", "pk")) if self.in_full else {}
        self.rows = [
            RegionFigures(
                region,
                networks=networks.get(region.pk, 0),
                members=members.get(region.pk, 0),
                represented=represented.get(region.pk, 0),
                unrepresented=trusts.get(region.pk, 0) - represented.get(region.pk, 0),
            )
            for region in regions
        ]
        self.national = networks.get(None, 0)

    @property
    def tiles(self) -> list[dict[str, Any]]:
        return [
            {
                "slug": row.region.slug,
                "url": self.leads_to(row),
                "note": f"{row.represented} of {row.trusts}" if self.in_full else said(row.networks, "network"),
                "open": row.networks > 0,
            }
            for row in self.rows
        ]

    def leads_to(self, row: RegionFigures) -> str:
        """Where there is no network the map leads to starting one, as everywhere."""
        if not row.networks:
            return start_url(row.region)
        return row.address if self.in_full else f"/networks/#region-{row.region.slug}"

    @property
    def without_network(self) -> list[dict[str, Any]]:
        return [{"region": row.region, "start_url": start_url(row.region)} for row in self.rows if not row.networks]

    @property
    def totals(self) -> dict[str, int]:
        names = ("networks", "represented", "unrepresented", "trusts")
        return {name: sum(getattr(row, name) for row in self.rows) for name in names}


def numbers(rows: models.QuerySet, by: str, what: str) -> models.QuerySet:
    """(key of the region, how many), in one query."""
    return rows.order_by().values_list(by).annotate(number=models.Count(what, distinct=True))


def of_listed_networks() -> models.QuerySet:
    return Membership.objects.active().filter(network__in=Network.objects.listed().values("pk"))


def with_representation() -> models.QuerySet:
    """The trusts there are, each with `is_represented`: somebody who speaks for it belongs to a listed network."""
    there = of_listed_networks().filter(user__trust=models.OuterRef("pk"))
    return Organisation.objects.trusts().annotate(is_represented=models.Exists(there)).order_by("name")


def of_region(region: Region, *, user: AbstractBaseUser) -> dict[str, Any]:
    """The page of one region, for colleagues: its networks, its trusts with a member and those without."""
    trusts = list(with_representation().filter(region=region))
    networks = Network.objects.listed().filter(page__region=region).with_counts().select_related("page")
    return {
        "region": region,
        "networks": list(networks.order_by("page__path")),
        "represented": [trust for trust in trusts if trust.is_represented],
        "unrepresented": [trust for trust in trusts if not trust.is_represented],
        "start_url": start_url(region),
    }


def said(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
