"""Networks to test with."""

from __future__ import annotations

from networks.models import Membership, Network, NetworkIndexPage, NetworkPage
from portal.home.models import HomePage
from portal.organisations.models import Region


def make_network(
    home: HomePage, *, title: str = "London network", kind: str = Network.Kind.RESTRICTED, **fields
) -> Network:
    """A live network of a kind under Networks."""
    index = NetworkIndexPage.objects.first() or home.add_child(
        instance=NetworkIndexPage(title="Networks", slug="networks")
    )
    fields.setdefault("region", Region.objects.get(slug="london"))
    page = index.add_child(instance=NetworkPage(title=title, **fields))
    network = page.network
    network.kind = kind
    network.save(update_fields=["kind"])
    return network


def make_member(network: Network, user, role: str = Membership.Role.MEMBER) -> Membership:
    return Membership.objects.create(network=network, user=user, role=role)
