"""Doors of the Wagtail admin and of serving: pages and files only for their audience."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from wagtail import hooks

from portal.files.models import PortalDocument

from .actions import may_have_file


@hooks.register("before_serve_document")
def only_for_its_audience(document: PortalDocument, request: HttpRequest) -> None:
    if not may_have_file(user=request.user, collection_id=document.collection_id):
        raise Http404
