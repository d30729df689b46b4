"""What the front page shows, to whom: read from the rooms in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from events.models import EventPage
from networks import finder
from networks.models import Membership, Network
from portal.blog.models import PostPage
from portal.organisations.models import Region
from toolbox.models import EntryPage

MEETINGS, TOOLS = 3, 5


def front(user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
    """Three verbs with a figure that is true now, the map, and what is next and new."""
    networks = list(Network.objects.visible_to(user).select_related("page__region"))
    listed = [network for network in networks if network.words.listed]
    regions = list(Region.objects.open().annotate(trusts=finder.open_trusts()))
    upcoming = EventPage.objects.visible_to(user).upcoming().going_ahead()
    tools = EntryPage.objects.visible_to(user)
    covered = {network.page.region_id for network in listed}
    return {
        "tiles": [
            # The finder's own tiles lead to a place on its page; here they lead to that page first.
            {**tile, "url": f"/networks/{tile['url']}" if tile["url"].startswith("#") else tile["url"]}
            for tile in finder.tiles(regions, networks)
        ],
        "without": without([region.name for region in regions if region.pk not in covered]),
        "networks": len(listed),
        "people": Membership.objects.active().filter(network__in=listed).values("user").distinct().count(),
        "tools_total": tools.count(),
        "tools": tools.newest()[:TOOLS],
        "meetings_total": upcoming.count(),
        "meetings": upcoming[:MEETINGS].cards(),
        "post": PostPage.objects.visible_to(user).newest_first().first(),
    }


def without(names: list[str]) -> str:
    """The regions that have no network, as words of a sentence; many are only counted."""
    if len(names) > 2:
        return f"{len(names)} regions have no network yet"
    return f"{' and '.join(names)} {'have' if len(names) == 2 else 'has'} no network yet" if names else ""
