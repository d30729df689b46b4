"""The finder: networks by region, the trust somebody types, and the map's tiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from portal.organisations.models import Organisation, Region
from portal.organisations.querysets import open_on

TRUSTS_SHOWN = 10


def context(
    networks: models.QuerySet, *, user: AbstractBaseUser | AnonymousUser, asked: Mapping[str, str]
) -> dict[str, Any]:
    """Everything the finder shows, in a number of queries that does not grow with its rows."""
    words = cleaned(asked.get("trust", ""))
    found = list(networks.visible_to(user).with_counts().select_related("page", "page__region").order_by("page__path"))
    mine = set(networks.joined_by(user).values_list("pk", flat=True))
    regions = list(Region.objects.open().annotate(trusts=open_trusts()))
    groups = by_region(regions, found, mine)
    chosen = next((region for region in regions if region.slug == asked.get("region")), None)
    shown = [group for group in groups if group["region"] == chosen] if chosen else groups
    return {
        "groups": shown,
        "regions": regions,
        "chosen_region": chosen,
        "tiles": tiles(regions, found),
        "trust_words": words,
        "trusts": trusts_called(words, found) if words else [],
        "suggested": list(networks.suggested_for(user)[:3]) if user.is_authenticated else [],
        "network_count": sum(network.words.listed for network in found),
    }


def cleaned(words: str) -> str:
    """What somebody typed, short and without what a database cannot take."""
    return " ".join("".join(letter for letter in words[:100] if letter.isprintable()).split())


def open_trusts() -> models.Count:
    kind = Organisation.Kind.TRUST
    return models.Count("organisations", filter=models.Q(organisations__kind=kind) & open_on(of="organisations__"))


def by_region(regions: list[Region], found: list[Any], mine: set[int]) -> list[dict[str, Any]]:
    """The networks as a tree: region, network, sub-groups. National ones come last."""
    tree: list[Any] = []
    for network in found:  # in the order of the tree: whoever stands above has just been seen
        network.sub_groups, network.is_mine = [], network.pk in mine
        while tree and not network.page.path.startswith(tree[-1].page.path):
            tree.pop()
        network.above = tree[-1] if tree else None
        if network.above:
            network.above.sub_groups.append(network)
        tree.append(network)
    tops = [network for network in found if network.above is None]
    groups = [
        {
            "region": region,
            "networks": [network for network in tops if network.page.region_id == region.pk],
            "start_url": start_url(region),
        }
        for region in regions
    ]
    national = [network for network in tops if network.page.region_id is None]
    return [*groups, {"region": None, "networks": national, "start_url": ""}] if national else groups


def tiles(regions: list[Region], found: list[Any]) -> list[dict[str, Any]]:
    """One tile a region. A confidential network leaves no mark, not even for its own members."""
    covered = {network.page.region_id for network in found if network.words.listed}
    return [
        {
            "slug": region.slug,
            "url": f"#region-{region.slug}" if region.pk in covered else start_url(region),
            "note": f"{region.trusts} trust{'' if region.trusts == 1 else 's'}",
            "open": region.pk in covered,
        }
        for region in regions
    ]


def start_url(region: Region) -> str:
    return f"{reverse('networks:propose')}?{urlencode({'kind': 'start', 'region': region.slug})}"


def trusts_called(words: str, found: list[Any]) -> list[dict[str, Any]]:
    """Trusts by name, each with the networks of its region."""
    trusts = Organisation.objects.trusts().called(words).select_related("region")[:TRUSTS_SHOWN]
    return [
        {
            "trust": trust,
            "networks": [n for n in found if n.words.listed and n.above is None and n.page.region_id == trust.region_id]
            if trust.region_id
            else [],
            "start_url": start_url(trust.region) if trust.region_id else reverse("networks:propose"),
        }
        for trust in trusts
    ]
