"""The offer of a place: whether it can still be taken, and its mail."""

from __future__ import annotations

from datetime import datetime

from . import links
from .answers import Answer, Outcome
from .mails import tell
from .models import EventPage, Registration


def no_offer(registration: Registration, now: datetime) -> Answer | None:
    """Why there is nothing to take or to leave; None when there is."""
    if registration.is_lapsed or (registration.is_offered and not registration.offer_holds(now)):
        return Answer(Outcome.NO_OFFER, "The time to take this place has passed. It has gone to the next in line.")
    if registration.is_withdrawn:
        return Answer(Outcome.HAS_WITHDRAWN, "You have left this place to the next in line already.")
    if not registration.is_offered:
        return Answer(Outcome.NO_OFFER, "There is no place on offer for you at the moment. You will be emailed.")
    return None


def tell_of_offer(registration: Registration, event: EventPage, key: str) -> None:
    """One person may be offered a place again, after a postponement: each offer has a `key` and a mail of its own."""
    url = links.link_for(registration, links.Purpose.OFFER)
    tell([registration], "offered", event=event, key=key, offer_url=url)
