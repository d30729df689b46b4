"""Bookmarks and collections: keep a tool, read a shelf, write, copy and delete one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.discussion.refusals import NotTaken

from .. import actions
from ..forms.shelves import ItemForm, KeepForm, ShelfForm
from ..models import EntryPage, Shelf, ShelfItem


@login_required
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    """One's own list; empty before the first press."""
    shelf = Shelf.objects.of(request.user).filter(is_bookmarks=True).first()
    return _read(request, shelf)


@login_required
@require_safe
def shelves(request: HttpRequest) -> HttpResponse:
    """One's own collections, and those of others that one may come across."""
    counted = Shelf.objects.with_counts(request.user)
    mine = counted.of(request.user).filter(is_bookmarks=False)
    others = counted.listed_for(request.user).select_related("owner", "network__page")[:50]
    return render(request, "toolbox/shelves.html", {"mine": mine, "others": others, "section": "toolbox"})


@require_safe
def shelf(request: HttpRequest, key: str) -> HttpResponse:
    readable = Shelf.objects.readable_by(request.user).filter(is_bookmarks=False)
    return _read(request, get_object_or_404(readable.select_related("owner", "network__page"), key=key))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """One press on the tool's page, or the choice of a collection here."""
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval. You can keep tools once it is there.")
    form = bound(request, KeepForm, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.keep(entry=entry, by=request.user, shelf=form.cleaned_data["shelf"])
            messages.success(request, f"Kept in “{item.shelf}”.")
            return redirect(entry.get_url())
        except NotTaken as why:
            form.add_error(None, str(why))
    context = {"entry": entry, "heading": f"Keep “{entry.title}”", "submit": "Keep it", "cancel_url": entry.get_url()}
    return _ask(request, "keep", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """The note of a tool on one's shelf, its place, and whether it stands there."""
    item = get_object_or_404(ShelfItem.objects.select_related("shelf", "entry"), pk=pk, shelf__owner=request.user)
    form = bound(request, ItemForm, initial={"note": item.note})
    how = request.POST.get("how", "")
    if request.method == "POST" and (how in CHANGES or form.is_valid()):
        if how in CHANGES:
            CHANGES[how](item, request.user)
        else:
            actions.note_item(item=item, by=request.user, note=form.cleaned_data["note"])
        return redirect(item.shelf)
    context = {"item": item, "heading": "Your note", "submit": "Save", "cancel_url": item.shelf.get_absolute_url()}
    return _ask(request, "shelf_item", form, context)


CHANGES = {
    "up": lambda item, by: actions.move_item(item=item, by=by, up=True),
    "down": lambda item, by: actions.move_item(item=item, by=by, up=False),
    "off": lambda item, by: actions.take_off(item=item, by=by),
    "back": lambda item, by: actions.keep(entry=item.entry, by=by, shelf=item.shelf),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write_shelf(request: HttpRequest, key: str = "") -> HttpResponse:
    """A new collection, or an own one anew."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval. You can make collections once it is there.")
    shelf = get_object_or_404(Shelf.objects.of(request.user).filter(is_bookmarks=False), key=key) if key else None
    beginning = (
        {"title": "", "reach": Shelf.Reach.OWN} if shelf is None else vars(shelf) | {"network": shelf.network_id}
    )
    form = bound(request, ShelfForm, by=request.user, initial=beginning)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.write_shelf(by=request.user, shelf=shelf, **form.cleaned_data))
        except NotTaken as why:
            form.add_error(None, str(why))
    heading = "Change this collection" if shelf else "Start a collection"
    return _ask(request, "write_shelf", form, {"shelf": shelf, "heading": heading, "submit": "Save"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete_shelf(request: HttpRequest, key: str) -> HttpResponse:
    shelf = get_object_or_404(Shelf.objects.of(request.user).filter(is_bookmarks=False), key=key)
    if request.method == "POST":
        actions.delete_shelf(shelf=shelf, by=request.user)
        messages.success(request, f"“{shelf}” is deleted.")
        return redirect("toolbox:shelves")
    context = {"shelf": shelf, "heading": f"Delete “{shelf}”?", "cancel_url": shelf.get_absolute_url()}
    return render(request, "toolbox/delete_shelf.html", context | {"submit": "Delete it", "section": "toolbox"})


@require_POST
@login_required
def copy_shelf(request: HttpRequest, key: str) -> HttpResponse:
    shelf = Shelf.objects.readable_by(request.user).filter(key=key, is_bookmarks=False).first()
    if shelf is None:
        raise Http404("There is no such collection.")
    copy = actions.copy_shelf(shelf=shelf, by=request.user)
    messages.success(request, "This copy is yours alone. Change it as you like.")
    return redirect(copy)


def _read(request: HttpRequest, shelf: Shelf | None) -> HttpResponse:
    items, removed = [], None
    if shelf is not None:
        seen = {
            entry.pk: entry for entry in EntryPage.objects.visible_to(request.user).filter(shelf_items__shelf=shelf)
        }
        rows = [row for row in shelf.items.all() if row.entry_id in seen]
        for row in rows:
            row.entry = seen[row.entry_id]
        items = [row for row in rows if row.removed_at is None]
        removed = next((row for row in rows if row.removed_at is not None), None)
    own = shelf is None or shelf.owner_id == request.user.pk
    context = {"shelf": shelf, "items": items, "own": own, "removed": removed if own else None, "section": "toolbox"}
    return render(request, "toolbox/shelf.html", context)


def _ask(request: HttpRequest, name: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "section": "toolbox"} | context
    return render(request, f"toolbox/{name}.html", context, status=422 if form.is_bound else 200)
