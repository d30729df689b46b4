"""What the toolbox answers when a lower app asks."""

from __future__ import annotations

from typing import Any

from portal.notifications.kinds import NewsKind
from portal.privacy.holdings import Exempt, Holding
from portal.search.actions import put_page
from portal.users.charges import Charge

from .actions import give_entry
from .models import EntryPage, entries_with
from .news import PUBLISHED


def document_read(document_id: int) -> None:
    """The words of a file are known now: the tools that offer it are found by them."""
    for entry in entries_with([document_id]):
        put_page(page=entry)


def news() -> list[NewsKind]:
    return [NewsKind(key=PUBLISHED, topic="tools", name="New and changed tools")]


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


def hand_over() -> list[Charge]:
    return [
        Charge(
            key="toolbox/entries",
            name="Tools that you answer for",
            rows=lambda giver: EntryPage.objects.filter(owned_by=giver).order_by("title"),
            give=lambda row, giver, taker: give_entry(entry=row, giver=giver, taker=taker),
            label=lambda row: row.title,
        ),
    ]
