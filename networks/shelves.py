"""The files of a network as its readers find them: folders, each with its documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.documents import get_document_model
from wagtail.models import Collection

from portal.cms.audience import may_see
from portal.cms.collections import audiences

from .models import Network


@dataclass
class Shelf:
    """A folder; the first has no name and holds what is in none."""

    name: str
    files: list[Any]


def shelves(network: Network, *, user: AbstractBaseUser | AnonymousUser) -> list[Shelf]:
    """Five queries, however many folders and files. A file is shown to whoever may fetch it."""
    on = {folder.pk: Shelf(called(network, folder), []) for folder in readable(network, user=user)}
    documents = get_document_model().objects.filter(collection__in=on).prefetch_related("versions__replaced_by")
    for document in documents.order_by("title", "pk"):
        on[document.collection_id].files.append(document)
    return list(on.values())


def readable(network: Network, *, user: AbstractBaseUser | AnonymousUser) -> list[Collection]:
    """Its folders whose files this person may have."""
    folders = network.collections()
    whose = audiences(folders)
    return [folder for folder in folders if may_see(user, whose[folder.pk])]


def called(network: Network, folder: Collection) -> str:
    return "" if folder.pk == network.collection_id else folder.name
