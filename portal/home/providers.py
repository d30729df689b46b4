"""What the roof answers when a lower app asks."""

from __future__ import annotations

from portal.privacy.holdings import Holding, erase, stay

from .models import Visit


def personal_data() -> list[Holding]:
    return [
        Holding(
            name="Your visits to your own page",
            table=Visit,
            person=["user"],
            show=lambda visit: {"last": visit.seen_at, "the one before": visit.before},
            becomes="Deleted.",
            close=erase,
            merge=stay,
        )
    ]
