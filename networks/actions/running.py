"""Run a network: open one, give its convenors their rooms, change its kind."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from networks.kinds import KINDS
from networks.models import Membership, Network, NetworkPage
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.actions import set_collection_audience
from portal.cms.pauses import pause_over
from portal.search.actions import put_page
from portal.users.actions import find_person

from .roles import NOT_YOURS, write_group

ON_PAGES = ["add_page", "change_page", "publish_page"]
# Wagtail asks for the rights of its own models, whichever models for documents and images a site uses.
ON_FILES = [
    *("add_document", "change_document", "choose_document"),
    *("add_image", "change_image", "choose_image"),
]


@transaction.atomic
def set_up(*, network: Network) -> None:
    """Give a network its collection and the group its convenors edit by. Safe to repeat."""
    network = Network.objects.locked().get(pk=network.pk)
    if network.collection is None:
        network.collection = Collection.get_first_root_node().add_child(name=f"Network {network.pk}")
        network.save(update_fields=["collection"])
    set_collection_audience(collection=network.collection, tokens=[network.readers])
    if network.group is None:
        network.group = Group.objects.create(name=f"Convenors of network {network.pk}")
        network.save(update_fields=["group"])
    network.group.permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    for permission in Permission.objects.filter(codename__in=ON_PAGES, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=network.group, page_id=network.page_id, permission=permission)
    for permission in Permission.objects.filter(
        codename__in=ON_FILES, content_type__app_label__in=["wagtaildocs", "wagtailimages"]
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=network.group, collection=network.collection, permission=permission
        )
    write_group(network=network)


@transaction.atomic
def open_network(
    *,
    page: NetworkPage,
    parent: object,
    kind: str,
    convenor: AbstractBaseUser,
    actor: AbstractBaseUser | None,
) -> Network:
    """Publish a new network of a kind, with its first convenor. `actor=None` is the portal itself."""
    if actor is not None and not getattr(actor, "is_staff", False):
        raise PermissionDenied("Only the programme's staff may open a network.")
    parent.add_child(instance=page)  # type: ignore[attr-defined]
    network = page.network
    if KINDS[kind].rank < network.rank_above():
        raise refused("wider-than-parent")
    network.kind = kind
    network.save(update_fields=["kind"])
    page.write_audience()
    Membership.objects.create(network=network, user=convenor, role=Membership.Role.CONVENOR)
    set_up(network=network)
    network.refresh_from_db()
    revision = page.save_revision(user=actor)
    revision.publish(user=actor, skip_permission_checks=True)  # who may open a network was asked above
    find_person(person=convenor)
    log(actor=actor, action="networks/opened", target=network, kind=kind, convenor=convenor.pk)
    return network


@transaction.atomic
def appoint_first_convenor(*, network: Network, user: AbstractBaseUser) -> None:
    """A convenor who adds a sub-group convenes it; a network that has convenors is left alone."""
    network = Network.objects.locked().get(pk=network.pk)
    if network.memberships.convening().exists() or getattr(user, "is_staff", False):
        return
    Membership.objects.update_or_create(network=network, user=user, defaults={"role": Membership.Role.CONVENOR})
    write_group(network=network)
    find_person(person=user)
    log(actor=user, action="networks/convenor_appointed", target=network, user=user.pk)


@transaction.atomic
def change_kind(*, network: Network, kind: str, actor: AbstractBaseUser) -> Network:
    """Change who may see and join. It counts at once: who holds the network's tokens follows from its kind."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    if network.kind == kind:
        raise refused("same-kind")
    if KINDS[kind].rank < network.rank_above():
        raise refused("wider-than-parent")
    if KINDS[network.widest_below()].rank < KINDS[kind].rank:
        raise refused("narrower-than-child")
    if kind == Network.Kind.OPEN:
        refuse_in_a_pause(network)
    before, network.kind = network.kind, Network.Kind(kind)
    network.save(update_fields=["kind"])
    network.page.write_audience()
    if network.page.live:
        put_page(page=network.page)  # search found the page by the old audience
    log(actor=actor, action="networks/kind_changed", target=network, before=before, after=kind)
    return network


@transaction.atomic
def narrow_to_those_above(*, page: NetworkPage) -> None:
    """After a move: a network that is now wider than one it stands in takes that one's kind, and so does all below.

    It never works the other way: whoever moves a network to a wider place and wants it wider says so in its kind.
    """
    moved = Network.objects.filter(page_id__in=page.get_descendants(inclusive=True).values("pk")).order_by(
        "page__depth"
    )
    for pk in list(moved.values_list("pk", flat=True)):
        network = Network.objects.locked().get(pk=pk)
        if network.words.rank >= network.rank_above():
            continue
        before, network.kind = network.kind, Network.Kind(network.narrowest_above())
        network.save(update_fields=["kind"])
        network.page.write_audience()
        if network.page.live:
            put_page(page=network.page)
        log(actor=None, action="networks/kind_changed", target=network, before=before, after=network.kind, moved=True)


@transaction.atomic
def open_discussions(*, network: Network, opened: bool, actor: AbstractBaseUser) -> Network:
    """Let whoever reads the network read its discussions, or keep them to members."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    if network.discussions_open != opened:
        if opened and network.kind == Network.Kind.OPEN:
            refuse_in_a_pause(network)
        network.discussions_open = opened
        network.save(update_fields=["discussions_open"])
        log(actor=actor, action="networks/discussions_opened", target=network, opened=opened)
    return network


def refuse_in_a_pause(network: Network) -> None:
    """To open a network, or what is said in an open one, publishes all of it at once."""
    if pause := pause_over(network.page):
        raise ValidationError(f"{pause.sentence} It can be opened to everybody after that.", code="paused")
