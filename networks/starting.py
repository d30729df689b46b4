"""What a new network begins with: what its home says, where its links lead, and who drafts the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.html import format_html

from portal.cms.audience import providers
from portal.organisations.working_days import day_after

from .models import Network, NetworkPage

WORKING_DAYS_TO_MEETING = 20
STARTS = time(14)
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Draft:
    """Something that was made ready for the convenor, not yet published."""

    name: str
    address: str  # where it is edited


def drafts(network: Network, *, convenor: AbstractBaseUser, actor: AbstractBaseUser, meets_on: date) -> Iterator[Draft]:
    """What the rooms above make ready for a new network: a first meeting, a welcome post."""
    starts_at = timezone.make_aware(datetime.combine(meets_on, STARTS))
    for provider in providers("network_started"):
        yield from provider(network, convenor=convenor, actor=actor, starts_at=starts_at)


def first_meeting_on(today: date | None = None) -> date:
    """Four working weeks to find a room and tell people."""
    return day_after(today or timezone.localdate(), WORKING_DAYS_TO_MEETING)


def addresses_in(words: str) -> list[str]:
    """The addresses somebody named, each once."""
    return list(dict.fromkeys(found.lower().rstrip(".") for found in ADDRESS.findall(words)))


def page_of(*, title: str, summary: str, region: Any) -> NetworkPage:
    """The home of a new network, to be written over: why it exists, how it works, what never belongs here."""
    return NetworkPage(title=title, summary=summary, region=region, body=about(title), links=links())


def about(title: str) -> list[tuple[str, Any]]:
    words = format_html(
        "<p>{} has begun. We ask each other what we cannot answer alone, meet, and keep what works in the toolbox.</p>"
        "<ul><li>Ask: no question is too small. Somebody has met it before.</li>"
        "<li>Meet: the first meeting is being prepared. Tell the convenor what it should be about.</li>"
        "<li>Share: what worked at your trust may help the next one.</li></ul>"
        "<p>Nothing about a patient belongs here. Nothing we discuss ever delays urgent treatment.</p>",
        title,
    )
    return [("text", words)]


def links() -> list[tuple[str, Any]]:
    address = settings.PORTAL_URL.rstrip("/")
    named = {
        "The toolbox": "/toolbox/",
        "Meetings of all networks": "/meetings/",
        "Write to the programme": "/contact/",
    }
    return [("link", {"text": text, "page": None, "url": address + path}) for text, path in named.items()]
