"""Offering a tool from elsewhere (a meeting's slides): which file, and who may."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict
from django.urls import reverse

from portal.cms.actions import may_have_file
from portal.files.models import PortalDocument


def offer_address(*, title: str, document: int | None, source: str) -> str:
    """Where somebody offers this file. Nothing in it is believed: the view asks again who may have the file."""
    return f"{reverse('toolbox:offer')}?{urlencode({'title': title, 'document': document or '', 'source': source})}"


def document_for(user: AbstractBaseUser, asked: QueryDict) -> PortalDocument | None:
    """The file that is offered, if this person may have it."""
    key = asked.get("document", "")
    document = PortalDocument.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if document is None or not may_have_file(user=user, collection_id=document.collection_id):
        return None
    return document


def source_of(asked: QueryDict) -> str:
    """Where it comes from: an address of this portal or nothing."""
    source = asked.get("source", "")
    inside = source.startswith("/") and not source.startswith("//") and len(source) <= 300
    return source if inside and source.isprintable() and not set(source) & set("\\ <>\"'") else ""


def beginning(asked: QueryDict) -> dict[str, Any]:
    return {"title": asked.get("title", "")[:150]}
