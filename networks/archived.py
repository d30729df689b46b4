"""What networks put into the archive of a network: its home, its members, its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.cms.audience import may_see
from portal.files.bundle import Chapter, Row, plain_html

from .lists import MemberTable
from .models import Network
from .shelves import called, readable


def chapters(network: Network, user: AbstractBaseUser) -> Iterator[Chapter]:
    page = network.page
    about = [
        Row(["Name", page.title]),
        Row(["Summary", page.summary]),
        Row(["Region", page.region.name if page.region else "National"]),
        Row(["Kind", f"{network.get_kind_display()}. {network.words.readers}"]),
        Row(["About", "See its page"], page=plain_html(str(page.body)) or "Nothing is written yet."),
    ]
    yield Chapter("network", "The network", ["What", "Said"], about)
    members = MemberTable(user=user, query=f"network={network.pk}")
    rows = (Row([column.raw(row) for column in members.columns]) for row in members.each())
    yield Chapter(
        "members",
        "Members",
        [column.label for column in members.columns],
        rows,
        "As far as people name themselves to whoever made this archive.",
    )
    if network.collection_id and may_see(user, [network.readers]):
        yield Chapter("files", "Files and pictures", ["Title", "Folder", "File", "Added"], files(network, user))


def files(network: Network, user: AbstractBaseUser) -> Iterator[Row]:
    folders = {folder.pk: called(network, folder) for folder in readable(network, user=user)}
    models: list[Any] = [get_document_model(), get_image_model()]
    for model in models:
        for one in model.objects.filter(collection__in=folders).order_by("pk").iterator(chunk_size=100):
            name = one.file.name.rpartition("/")[2]
            yield Row([one.title, folders[one.collection_id], name, one.created_at], files=[(name, one.file)])
