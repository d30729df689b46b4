"""Whose files an entry offers, and which of their words search may know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import PUBLIC, may_see
from portal.files.models import PortalDocument


def audiences_of(documents: Iterable[PortalDocument]) -> dict[int, set[str]]:
    """Who may have the files of each document's collection. A collection without a row is public."""
    found: dict[int, set[str]] = {document.collection_id: set() for document in documents}
    rows = apps.get_model("cms", "CollectionAudience").objects.filter(collection__in=list(found))
    for collection, token in rows.values_list("collection_id", "token"):
        found[collection].add(token)
    return {collection: tokens or {PUBLIC} for collection, tokens in found.items()}


def files_for(user: AbstractBaseUser | AnonymousUser, files: Iterable[Any]) -> list[Any]:
    """Of a tool's files those that this person may have: a link that answers "not found" helps nobody."""
    files = list(files)
    audiences = audiences_of(file.document for file in files)
    return [file for file in files if may_see(user, audiences[file.document.collection_id])]


def shareable_texts(documents: Iterable[PortalDocument], *, audience: Iterable[str]) -> list[str]:
    """The words of those files that everybody who may see the page may also have.

    A public page can offer a file of a private collection by mistake; its words must not be found by the public.
    """
    documents, audience = list(documents), set(audience)
    audiences = audiences_of(documents)

    def shareable(tokens: set[str]) -> bool:
        return PUBLIC in tokens or audience <= tokens

    return [document.text for document in documents if document.text and shareable(audiences[document.collection_id])]
