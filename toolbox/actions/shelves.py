"""Verbs of shelves: keep a tool, say why, put it in order, take it off and back, share and copy a collection."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks.models import Network
from portal.audit.actions import log
from portal.cms.audience import takes_part, tokens_of
from portal.discussion.refusals import NotTaken

from ..models import EntryPage, Shelf, ShelfItem

MOST_SHELVES, MOST_TOOLS = 50, 200
BOOKMARKS = "Bookmarks"


@transaction.atomic
def keep(*, entry: EntryPage, by: AbstractBaseUser, shelf: Shelf | None = None, note: str = "") -> ShelfItem:
    """Put a tool on a shelf of one's own; without one, among the bookmarks. Pressed twice, it stands there once."""
    if not takes_part(by) or not EntryPage.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise PermissionDenied
    if shelf is None:
        shelf, _new = Shelf.objects.get_or_create(owner=by, is_bookmarks=True, defaults={"title": BOOKMARKS})
    shelf = _own(shelf, by)
    item = shelf.items.filter(entry=entry).first()
    if item is None:
        if shelf.items.count() >= MOST_TOOLS:
            raise NotTaken(f"A list holds up to {MOST_TOOLS} tools. Take one off first.")
        last = shelf.items.order_by("-order").first()
        item = ShelfItem.objects.create(
            shelf=shelf, entry=entry, note=note.strip(), order=last.order + 1 if last else 1
        )
    elif item.removed_at is not None:
        item.removed_at = None
        item.save(update_fields=["removed_at"])
    _changed(shelf, by, "kept", entry=entry.pk)
    return item


@transaction.atomic
def take_off(*, item: ShelfItem, by: AbstractBaseUser) -> None:
    """It can be put back until the next one goes."""
    shelf = _own(item.shelf, by)
    shelf.items.exclude(removed_at=None).exclude(pk=item.pk).delete()
    shelf.items.filter(pk=item.pk).update(removed_at=timezone.now())
    _changed(shelf, by, "taken_off", entry=item.entry_id)


@transaction.atomic
def note_item(*, item: ShelfItem, by: AbstractBaseUser, note: str) -> None:
    shelf = _own(item.shelf, by)
    shelf.items.filter(pk=item.pk).update(note=note.strip())
    _changed(shelf, by, "noted", entry=item.entry_id)


@transaction.atomic
def move_item(*, item: ShelfItem, by: AbstractBaseUser, up: bool) -> None:
    """One place up or down among those that its owner sees; at the end nothing changes."""
    shelf = _own(item.shelf, by)
    seen = EntryPage.objects.visible_to(by).values("pk")
    rows = list(shelf.items.filter(removed_at=None, entry__in=seen))
    place = next((number for number, row in enumerate(rows) if row.pk == item.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.order = number
    ShelfItem.objects.bulk_update(rows, ["order"])
    _changed(shelf, by, "moved", entry=item.entry_id)


@transaction.atomic
def write_shelf(
    *,
    by: AbstractBaseUser,
    title: str,
    description: str,
    reach: str,
    network: Network | None = None,
    shelf: Shelf | None = None,
) -> Shelf:
    """A new collection, or an own one with other words or for other readers."""
    if not takes_part(by) or not may_reach(by, reach=reach, network=network):
        raise PermissionDenied
    if shelf is None:
        if Shelf.objects.of(by).count() >= MOST_SHELVES:
            raise NotTaken(f"You have {MOST_SHELVES} collections. Delete one first.")
        shelf = Shelf(owner=by)
    else:
        shelf = _own(shelf, by)
        if shelf.is_bookmarks:
            raise PermissionDenied
    shelf.title, shelf.description, shelf.reach = title.strip(), description.strip(), reach
    shelf.network = network if reach == Shelf.Reach.NETWORK else None
    shelf.save()
    _changed(shelf, by, "shelf_written", reach=reach)
    return shelf


def may_reach(by: AbstractBaseUser, *, reach: str, network: Network | None) -> bool:
    """Everybody reads what the staff collect; a network what its members do."""
    if reach == Shelf.Reach.PUBLIC:
        return bool(getattr(by, "is_staff", False))
    if reach == Shelf.Reach.NETWORK:
        return network is not None and network.members in tokens_of(by)
    return reach in Shelf.Reach.values


@transaction.atomic
def delete_shelf(*, shelf: Shelf, by: AbstractBaseUser) -> None:
    shelf = _own(shelf, by)
    log(actor=by, action="toolbox/shelf_deleted", target=shelf)
    shelf.delete()


@transaction.atomic
def copy_shelf(*, shelf: Shelf, by: AbstractBaseUser) -> Shelf:
    """The tools that one may see, as a collection of one's own. Notes are their writer's, and stay there."""
    if not takes_part(by) or not Shelf.objects.readable_by(by).filter(pk=shelf.pk).exists():
        raise PermissionDenied
    copy = write_shelf(by=by, title=shelf.title, description="", reach=Shelf.Reach.OWN)
    seen = EntryPage.objects.visible_to(by).values("pk")
    ShelfItem.objects.bulk_create(
        ShelfItem(shelf=copy, entry_id=entry, order=number)
        for number, entry in enumerate(
            shelf.items.filter(removed_at=None, entry__in=seen).values_list("entry", flat=True), start=1
        )
    )
    log(actor=by, action="toolbox/shelf_copied", target=copy, source=shelf.pk)
    return copy


def _own(shelf: Shelf, by: AbstractBaseUser) -> Shelf:
    """Locked, so that two presses do not cross."""
    shelf = Shelf.objects.select_for_update(of=("self",)).get(pk=shelf.pk)
    if shelf.owner_id != by.pk:
        raise PermissionDenied
    return shelf


def _changed(shelf: Shelf, by: AbstractBaseUser, what: str, **more: object) -> None:
    shelf.changed_at = timezone.now()
    shelf.save(update_fields=["changed_at"])
    log(actor=by, action=f"toolbox/{what}", target=shelf, **more)
