"""Who came: monthly calls of the London network, and marks at every meeting that is over."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from events.models import EventIndexPage, Registration

from .cast import Cast
from .event_texts import Said
from .events import announce, fill

CALLS = [
    Said(
        title="London lunchtime call",
        summary="Half an hour on what came up this month: one case, one question, one thing that worked.",
        network="london",
        days=days,
        at="12:30",
        minutes=30,
        mode="online",
        taken=taken,
    )
    for days, taken in ((-128, 9), (-100, 11), (-72, 8), (-16, 12))
]
CAME = 0.8  # of those with a place


def load(cast: Cast) -> None:
    index = EventIndexPage.objects.get(pk=cast.sections["meetings"].pk)
    for said in CALLS:
        fill(cast, said, announce(cast, said, index))
    rng = Random(16)  # noqa: S311  its own, so that what else is drawn stays as it was
    over = Registration.objects.confirmed().filter(meeting__ends_at__lt=cast.now, meeting__state="scheduled")
    unmarked = over.exclude(meeting__in=Registration.objects.present().values("meeting"))
    rows = list(unmarked.select_related("meeting").order_by("pk"))
    for row in rows:
        if rng.random() < CAME:
            row.present_at = row.meeting.starts_at + timedelta(minutes=rng.randrange(-10, 5))
            row.present_by = cast.people["convenor"]
    Registration.objects.bulk_update(rows, ["present_at", "present_by"])
