"""What the toolbox puts into the archive of a network: its tools with their files."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser

from networks.models import Network
from portal.cms.collections import files_for
from portal.files.bundle import Chapter, Row, plain_html

from .models import EntryPage

COLUMNS = ["Tool", "Type", "Owner", "Contact", "Edition", "Last reviewed", "Review by"]


def chapters(network: Network, user: AbstractBaseUser) -> Iterator[Chapter]:
    entries = EntryPage.objects.visible_to(user).filter(pk__in=network.own_pages()).order_by("pk")
    yield Chapter("tools", "Tools", COLUMNS, (row(entry, user) for entry in entries.iterator(100)))


def row(entry: EntryPage, user: AbstractBaseUser) -> Row:
    cells = [
        entry.title,
        entry.get_type_display(),
        entry.owner_name,
        entry.contact_name,
        entry.edition,
        entry.last_reviewed,
        entry.review_by,
    ]
    documents = [file.document for file in files_for(user, entry.files.select_related("document__collection"))]
    return Row(
        cells,
        page=plain_html(f"<p>{entry.summary}</p>{entry.body}{entry.chapters}"),
        files=[(document.filename, document.file) for document in documents],
    )
