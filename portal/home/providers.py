"""What the roof answers when a lower app asks."""

from __future__ import annotations

from datetime import timedelta

from portal.privacy.holdings import Holding, erase, stay
from portal.privacy.retention import Rule
from portal.users.charges import Private

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


def retention() -> list[Rule]:
    return [
        Rule(
            key="home/visits",
            record="When somebody last looked at their own page",
            table=Visit,
            keep_for=timedelta(days=365),
            counted_from="that day",
            date="seen_at",
            happens="The row is deleted.",
            why="It serves to show what is new since then.",
            rows=lambda before: Visit.objects.filter(seen_at__lt=before),
        )
    ]


def hand_over() -> list[Private]:
    return [Private(tables=["home.Visit"], because="When you were last here is yours.")]
