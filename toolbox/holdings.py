"""What the toolbox holds of a person because they use it: what they keep."""

from __future__ import annotations

from typing import Any

from portal.privacy.holdings import Exempt, Holding, Moved, erase, move
from portal.users.charges import Charge, Private

from .models import Shelf


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
    ]


def shelf(row: Shelf) -> dict[str, Any]:
    return {
        "name": row.title,
        "for": row.description,
        "read by": row.get_reach_display(),
        "changed": row.changed_at,
        "tools": [f"{item.entry}: {item.note}" if item.note else str(item.entry) for item in row.items.all()],
    }


def move_shelves(holding: Holding, source: Any, target: Any) -> list[Moved]:
    """A second list of bookmarks becomes a collection: nothing that somebody kept is lost."""
    if Shelf.objects.of(target).filter(is_bookmarks=True).exists():
        Shelf.objects.of(source).filter(is_bookmarks=True).update(is_bookmarks=False)
    return move(holding, source, target)


def hand_over() -> list[Charge | Private]:
    return [Private(tables=["toolbox.Shelf"], because="What you keep for yourself goes with you.")]
