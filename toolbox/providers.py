"""What the toolbox answers when a lower app asks."""

from __future__ import annotations

from portal.search.actions import put_page

from .models import entries_with


def document_read(document_id: int) -> None:
    """The words of a file are known now: the tools that offer it are found by them."""
    for entry in entries_with([document_id]):
        put_page(page=entry)
