"""A narrow session: what a signed link was exchanged for. It opens that one thing for a while and signs nobody in."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .links import Purpose, bond_of, still_open
from .models import Registration

KEPT = "events_links"  # in the session: {"withdraw:12": [bond, until]}
OPEN_FOR = 2 * 60 * 60  # seconds; the link in the mail opens it again
MOST = 20  # links that one session holds open; the oldest goes
WRONG_LINKS = {"link": "30/m/ip"}


def keep(request: HttpRequest, key: str, bond: str, *, seconds: int = OPEN_FOR) -> None:
    """Remember in the session that somebody came by a link."""
    links = request.session.get(KEPT, {})
    links.pop(key, None)
    links[key] = [bond, int(time.time()) + seconds]
    request.session[KEPT] = dict(list(links.items())[-MOST:])


def bond_kept(request: HttpRequest, key: str) -> str:
    """What was remembered; empty when nothing was, or too long ago."""
    bond, until = request.session.get(KEPT, {}).get(key, ("", 0))
    return bond if time.time() < until else ""


def drop(request: HttpRequest, key: str) -> None:
    """The link was used up."""
    links = request.session.get(KEPT, {})
    if links.pop(key, None):
        request.session[KEPT] = links


def keep_registration(request: HttpRequest, registration: Registration, purpose: Purpose) -> None:
    keep(request, f"{purpose.value}:{registration.pk}", bond_of(registration))


def kept(request: HttpRequest, pk: int, *purposes: Purpose) -> Registration | None:
    """The registration, if this session came by a link for it and for one of these purposes that still holds."""
    for purpose in purposes:
        bond = bond_kept(request, f"{purpose.value}:{pk}")
        registration = still_open(pk, bond, purpose) if bond else None
        if registration is not None:
            return registration
    return None


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whom it was sent alone: kept by no cache, found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `private`, for an address with a token in it: where it leads learns nothing of it.

    Clean addresses keep the portal's own policy ("same-origin"): with "no-referrer" a browser sends no origin with a
    form, and Django refuses it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = private(view)(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def link_is_over(request: HttpRequest) -> HttpResponse:
    """The same answer to a link that is unknown, wrong, used or over; and a pause for whoever tries many."""
    if ratelimit.consume(request, app="events", action="link", config=WRONG_LINKS, limit_get=True) is None:
        return ratelimit.respond_429(request)
    return render(request, "events/link_over.html", {"section": "meetings"}, status=410)
