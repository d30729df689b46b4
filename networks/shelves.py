"""The files of a network as its readers find them: folders, each with its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.documents import get_document_model
from wagtail.models import Collection

from portal.cms.audience import may_see
from portal.cms.models import CollectionAudience

from .models import Network


@dataclass
class Shelf:
    """A folder; the first has no name and holds what is in none."""

    name: str
    files: list[Any]


def shelves(network: Network, *, user: AbstractBaseUser | AnonymousUser) -> list[Shelf]:
    """Three queries, however many folders and files. A file is shown to whoever may fetch it."""
    found = {folder.pk: folder for folder in network.collections()}
    tokens: dict[int, list[str]] = {key: [] for key in found}
    for key, token in CollectionAudience.objects.filter(collection__in=found).values_list("collection", "token"):
        tokens[key].append(token)
    mine = [key for key in found if may_see(user, tokens[key] or [network.readers])]
    on = {key: Shelf(called(network, found[key]), []) for key in mine}
    for document in get_document_model().objects.filter(collection__in=mine).order_by("title", "pk"):
        on[document.collection_id].files.append(document)
    return list(on.values())


def called(network: Network, folder: Collection) -> str:
    return "" if folder.pk == network.collection_id else folder.name
