"""Networks to test with."""

from __future__ import annotations

from networks.actions import set_up, write_group
from networks.models import Invitation, Membership, Network, NetworkIndexPage, NetworkPage
from portal.cms.audience import forget_tokens
from portal.home.models import HomePage
from portal.organisations.models import Domain, Region


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
    forget_tokens(user)
    return Membership.objects.create(network=network, user=user, role=role)


def make_convenor(network: Network, user) -> Membership:
    """A convenor with the editing rights that go with it."""
    set_up(network=network)
    network.refresh_from_db()
    membership = make_member(network, user, Membership.Role.CONVENOR)
    write_group(network=network)
    return membership


def make_domain(name: str, *trusts, shared: bool = False) -> Domain:
    domain = Domain.objects.create(name=name, shared=shared)
    domain.organisations.add(*trusts)
    return domain


def make_invited(network: Network, email: str, **fields) -> Invitation:
    """Somebody asked to a network by an address."""
    return Invitation.objects.create(network=network, email=email.lower(), **fields)
