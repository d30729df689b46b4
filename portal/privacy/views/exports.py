"""Fetch a file that was made for me, and nobody else's."""

from __future__ import annotations

import mimetypes
import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import actions
from ..models import Export


@login_required
@require_safe
def export(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """The file, as an attachment. Not ready yet, or over: a page that says so."""
    wanted = get_object_or_404(Export.objects.visible_to(request.user), pk=export_id)
    if wanted.is_over():
        return private(render(request, "privacy/export_over.html", {"export": wanted}, status=410))
    if not wanted.is_ready:
        return private(render(request, "privacy/export_being_made.html", {"export": wanted}, status=202))
    if request.method == "GET":
        actions.note_fetch(export=wanted, person=request.user)
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    return private(FileResponse(wanted.file.open(), as_attachment=True, filename=wanted.name, content_type=kind))


def private(response: HttpResponse) -> HttpResponse:
    """No copy on the way, no guess at what it is, and no script of its own. Asked for a part, all is sent."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "none"
    if getattr(response, "streaming", False):
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
