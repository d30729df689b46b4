"""The panel beside a meeting: what this reader may know and do now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from portal.cms.audience import takes_part

from .words import plural

if TYPE_CHECKING:
    from .models import EventPage, Meeting, Registration


SHOWN_NEAR = 30


def panel_of(event: EventPage, user: AbstractBaseUser | AnonymousUser, now: datetime) -> dict[str, Any]:
    """The words of the event's template. Needs the event's meeting; asks for registration and permission."""
    meeting, registration = event.meeting, event.registration_of(user)
    back = urlencode({"next": event.url or "/"})
    return {
        "meeting": meeting,
        "network": meeting.network,
        "places": meeting.places,
        "taken_for_reader": taken_for(meeting, user),
        "kept_places": kept_places(meeting),
        "registration": registration,
        "answer": None if registration else event.can_register(user, now=now, places=meeting.places),
        "joining_link": event.joining_link_for(registration, now),
        "joining_from": event.joining_from,
        "shows_ticket": registration is not None and shows_ticket(registration, now),
        "is_over": meeting.is_over(now),
        "has_started": meeting.has_started(now),
        "manages": event.can_manage(user),
        "near": list(meeting.registrations.shown_near(user)[:SHOWN_NEAR]) if takes_part(user) else [],
        "login_url": f"{reverse('account_login')}?{back}",
        "signup_url": f"{reverse('account_signup')}?{back}",
    }


def shows_ticket(registration: Registration, now: datetime) -> bool:
    """The picture for the door: on the page from the day before, always in "My meetings"."""
    return registration.has_a_place and now >= registration.meeting.starts_at - timedelta(days=1)


def taken_for(meeting: Meeting, user: AbstractBaseUser | AnonymousUser) -> int:
    """The places this reader cannot have: taken, or kept for others."""
    left = meeting.places.left_for(getattr(user, "role", ""))
    return meeting.places.taken if left is None else meeting.capacity - left  # type: ignore[operator]


def kept_places(meeting: Meeting) -> list[dict[str, Any]]:
    """The places still kept today, for whom and until when."""
    unfilled = meeting.places.unfilled
    return [
        {"places": unfilled[row["role"]], "whom": plural(row["role"]), "until": date.fromisoformat(row["until"])}
        for row in meeting.reserved
        if unfilled.get(row["role"]) and timezone.localdate() <= date.fromisoformat(row["until"])
    ]
