"""What people have heard, to test with."""

from __future__ import annotations

from portal.notifications.models import Happening, Notice
from portal.notifications.spreading import spread
from portal.users.models import User


def heard_by(person: User) -> list[str]:
    """The titles in somebody's centre, oldest first, once all that happened is spread."""
    for key in Happening.objects.to_spread().values_list("pk", flat=True):
        spread(key)
    return list(Notice.objects.of(person).order_by("happening__pk").values_list("happening__title", flat=True))
