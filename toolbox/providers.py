"""What the toolbox answers when a lower app asks."""

from __future__ import annotations

from typing import Any

from portal.privacy.holdings import Exempt, Holding
from portal.search.actions import put_page

from .models import EntryPage, entries_with


def document_read(document_id: int) -> None:
    """The words of a file are known now: the tools that offer it are found by them."""
    for entry in entries_with([document_id]):
        put_page(page=entry)


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Tools you answer for",
            table=EntryPage,
            person=["owned_by"],
            show=tool,
            becomes="The tools stay, with the name they were published under, until they have a new owner.",
        ),
        Exempt(table="toolbox.EntryPage", fields=["contact_email"], because="a shared mailbox; a person's is refused"),
    ]


def tool(entry: EntryPage) -> dict[str, Any]:
    return {"tool": entry.title, "owner": entry.owner_name, "review by": entry.review_by, "address": entry.url_path}
