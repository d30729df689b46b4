"""What people of the demonstration have heard: the latest of their networks, some unread, and what Maya follows."""

from __future__ import annotations

from datetime import timedelta

from portal.cms.models import Theme
from portal.notifications.actions import follow
from portal.notifications.models import Happening, Notice
from portal.notifications.spreading import spread

from .cast import Cast

LATEST = 60
KEPT_WAITING = ("ovm", "convenor")  # their next digest has something to say; the others have read or heard it all
HOURS_APART = 5
UNREAD_FOR = timedelta(days=4)


def load(cast: Cast) -> None:
    maya, london = cast.people["ovm"], cast.networks["london"]
    follow(person=maya, thing=london)
    follow(person=maya, thing=Theme.objects.get(slug="debt-recovery"))
    for number, happening in enumerate(Happening.objects.order_by("-pk")[:LATEST]):
        happening.at = cast.ago(hours=number * HOURS_APART)
        happening.spread_at = None
        happening.save(update_fields=["at", "spread_at"])
        spread(happening.pk)
        happening.notices.update(at=happening.at)
    read = Notice.objects.filter(at__lt=cast.now - UNREAD_FOR)
    read.update(read_at=cast.now, settled_at=cast.now)
    waiting = [cast.people[part].pk for part in KEPT_WAITING]
    Notice.objects.waiting().exclude(person__in=waiting).update(settled_at=cast.now)
