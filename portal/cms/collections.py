"""Whose a collection's files are: what it says itself, else the nearest collection above it that says something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Collection

from .audience import PUBLIC, may_see
from .models import CollectionAudience

STEP = Collection.steplen


def audiences(collections: Iterable[Collection]) -> dict[int, set[str]]:
    """The audience of each, in one query. Where nothing above says anything, the files are public."""
    lines = {collection.pk: _line(collection.path) for collection in collections}
    said: dict[str, set[str]] = {}
    rows = CollectionAudience.objects.filter(collection__path__in={path for line in lines.values() for path in line})
    for path, token in rows.values_list("collection__path", "token"):
        said.setdefault(path, set()).add(token)
    return {key: next((said[path] for path in line if path in said), {PUBLIC}) for key, line in lines.items()}


def files_for(user: AbstractBaseUser | AnonymousUser, files: Iterable[Any]) -> list[Any]:
    """Of the files of a page those that this person may have: a link that answers "not found" helps nobody.

    Each stands for a document with its collection, or for something else, which anybody may have who sees the page.
    """
    files = list(files)
    documents = [file.document for file in files if file.document]
    whose = audiences(document.collection for document in documents) if documents else {}
    return [file for file in files if not file.document or may_see(user, whose[file.document.collection_id])]


def _line(path: str) -> list[str]:
    """The paths from a collection up to the root, nearest first."""
    return [path[:end] for end in range(len(path), 0, -STEP)]
