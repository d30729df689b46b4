"""The page of the desk pack: the newest, how to check it, and the versions before."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ..desk_pack.seal import public_key
from ..jobs import write_pack
from ..models import DeskPack

PARTS = {"zip": ("archive", "application/zip"), "pdf": ("guide", "application/pdf")}


@require_safe
def desk_pack(request: HttpRequest) -> HttpResponse:
    packs = list(DeskPack.objects.defer("known"))
    context = {"packs": packs, "newest": packs[0] if packs else None, "public_key": public_key()}
    context |= {"may_make": getattr(request.user, "is_staff", False), "section": "toolbox"}
    return render(request, "toolbox/desk_pack.html", context)


@require_safe
def pack_file(request: HttpRequest, version: str, kind: str) -> FileResponse:
    pack = get_object_or_404(DeskPack.objects.defer("known"), version=version)
    attribute, content_type = PARTS[kind]
    file = getattr(pack, attribute)
    if not file or not file.storage.exists(file.name):
        raise Http404("There is no such file.")
    name = {"zip": f"desk-pack-{version}.zip", "pdf": f"pocket-guide-{version}.pdf"}[kind]
    return FileResponse(file.open("rb"), as_attachment=kind == "zip", filename=name, content_type=content_type)


@require_POST
@login_required
def make_pack(request: HttpRequest) -> HttpResponse:
    if not getattr(request.user, "is_staff", False):
        raise Http404("There is no such page.")
    write_pack.enqueue(request.user.pk)
    messages.success(
        request,
        "The desk pack is being made. Load this page again in a minute; where nothing changed, the last one stays.",
    )
    return redirect("toolbox:desk_pack")
