"""Serving: every document and picture passes here, and only to its audience."""

from __future__ import annotations

import mimetypes

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from wagtail.documents.views import serve as wagtail_serve

from . import actions
from .models import FileVersion, PortalDocument, PortalImage, Rendition
from .preview import blocks_of

LINES = 300  # on a page of a preview
LONGEST_ID = 15  # digits; more is no key of ours and too much for a database


def _may_have(user, collection_id: int) -> bool:
    return import_string(settings.PORTAL_PROVIDERS["file_audience"][0])(user=user, collection_id=collection_id)


def for_whom(response: HttpResponse, *, public: bool) -> HttpResponse:
    """Say who may keep a copy, and that a browser must take the file for what we say it is."""
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponse:
    """A document, as an attachment, counted. Wagtail's view asks `before_serve_document` who may have it."""
    if len(document_id) > LONGEST_ID:
        raise Http404
    response = wagtail_serve.serve(request, int(document_id), document_filename)
    if request.method == "GET" and response.status_code == 200:
        actions.count_download(document_id=int(document_id))
    collection_id = PortalDocument.objects.values_list("collection_id", flat=True).get(pk=document_id)
    return for_whom(response, public=_may_have(AnonymousUser(), collection_id))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The words and tables of a document, to read before it is downloaded or where nothing opens it. Not counted."""
    if pk >= 10**LONGEST_ID:
        raise Http404
    found = get_object_or_404(PortalDocument.objects.select_related("reading"), pk=pk)
    if not _may_have(request.user, found.collection_id):
        raise Http404
    page = Paginator(found.text.splitlines(), LINES).get_page(request.GET.get("page"))
    reading = getattr(found, "reading", None)
    read = reading if reading and reading.file_hash == found.file_hash else None
    context = {"document": found, "page": page, "blocks": blocks_of(page.object_list), "reading": read}
    return render(request, "files/preview.html", context)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """An earlier file of a document, for those who may have the document."""
    found = get_object_or_404(FileVersion.objects.select_related("document"), pk=pk)
    if not _may_have(request.user, found.document.collection_id) or not default_storage.exists(found.file.name):
        raise Http404
    file = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.filename)
    return for_whom(file, public=False)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A picture or one of its renditions. Documents and anything else by this way: not found."""
    collection_id = _collection_of_picture(path)
    if collection_id is None or not default_storage.exists(path):
        raise Http404
    public = _may_have(AnonymousUser(), collection_id)
    if not public and not _may_have(request.user, collection_id):
        raise Http404
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return for_whom(FileResponse(default_storage.open(path), content_type=kind), public=public)


def _collection_of_picture(path: str) -> int | None:
    rendition = Rendition.objects.filter(file=path).values_list("image__collection_id", flat=True).first()
    return rendition or PortalImage.objects.filter(file=path).values_list("collection_id", flat=True).first()
