"""What the toolbox holds of a person because they use it: what they keep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.privacy.holdings import Exempt, Holding, Moved, blank, erase, move
from portal.privacy.retention import Rule
from portal.users.charges import Charge, Private

from .models import Receipt, Shelf


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Your bookmarks and collections of tools",
            table=Shelf,
            person=["owner"],
            show=shelf,
            close=erase,
            becomes="Deleted with their notes. Copies that others made are theirs.",
            merge=move_shelves,
            prefetch=["items__entry"],
        ),
        Holding(
            name="Receipts of what you have read",
            table=Receipt,
            person=["person"],
            show=receipt,
            close=blank(person=None),
            becomes="Stay for the count, without your name.",
            related=["reading__entry"],
        ),
        Exempt(table="toolbox.ReadingRequest", fields=["asked_by"], because="what staff or a convenor did for others"),
    ]


def shelf(row: Shelf) -> dict[str, Any]:
    return {
        "name": row.title,
        "for": row.description,
        "read by": row.get_reach_display(),
        "changed": row.changed_at,
        "tools": [f"{item.entry}: {item.note}" if item.note else str(item.entry) for item in row.items.all()],
    }


def receipt(row: Receipt) -> dict[str, Any]:
    return {"tool": str(row.reading.entry), "version": row.version, "confirmed": row.at}


def retention() -> list[Rule]:
    return [
        Rule(
            key="toolbox/receipts",
            record="Receipts of what somebody has read",
            table=Receipt,
            keep_for=timedelta(days=730),
            counted_from="the day it was confirmed",
            date="at",
            happens="The row is deleted.",
            why="Shows for two years who knew which edition, for questions about how somebody was treated.",
            rows=lambda before: Receipt.objects.filter(at__lt=before),
        )
    ]


def move_shelves(holding: Holding, source: Any, target: Any) -> list[Moved]:
    """A second list of bookmarks becomes a collection: nothing that somebody kept is lost."""
    if Shelf.objects.of(target).filter(is_bookmarks=True).exists():
        Shelf.objects.of(source).filter(is_bookmarks=True).update(is_bookmarks=False)
    return move(holding, source, target)


def hand_over() -> list[Charge | Private]:
    return [Private(tables=["toolbox.Shelf", "toolbox.Receipt"], because="What you keep and have read is yours.")]
