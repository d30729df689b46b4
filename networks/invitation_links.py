"""The signed link of an invitation, and the narrow session it is exchanged for: it opens that one invitation alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .models import Invitation

SALT = "networks.invitation"
KEPT = "networks_invitations"  # in the session: {"12": [nonce, until]}
OPEN_FOR = 2 * 60 * 60  # seconds; the link in the mail opens it again
MOST = 5
WRONG_LINKS = {"link": "30/m/ip"}


def link_for(invitation: Invitation) -> str:
    """The whole address, for a mail."""
    token = signing.dumps([invitation.pk, invitation.nonce], salt=SALT)
    return settings.PORTAL_URL.rstrip("/") + reverse("networks:invited", args=[token])


def opened(token: str) -> Invitation | None:
    """The invitation of a link; None for one that is not ours or was taken back."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return standing(pk, nonce)


def standing(pk: int, nonce: str) -> Invitation | None:
    found = Invitation.objects.exclude(state=Invitation.State.REVOKED).with_network()
    return found.filter(pk=pk, nonce=nonce, network__page__live=True).first() if nonce else None


def keep(request: HttpRequest, invitation: Invitation) -> None:
    """Remember in the session that somebody came by the link."""
    links = request.session.get(KEPT, {})
    links[str(invitation.pk)] = [invitation.nonce, int(time.time()) + OPEN_FOR]
    request.session[KEPT] = dict(list(links.items())[-MOST:])


def kept(request: HttpRequest, pk: int) -> Invitation | None:
    """The invitation, if this session came by its link and the link still holds."""
    nonce, until = request.session.get(KEPT, {}).get(str(pk), ("", 0))
    return standing(pk, nonce) if time.time() < until else None


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whom it was sent alone: kept by no cache, found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def is_over(request: HttpRequest) -> HttpResponse:
    """One answer to a link that is unknown, wrong or taken back; and a pause for whoever tries many."""
    if ratelimit.consume(request, app="networks", action="link", config=WRONG_LINKS, limit_get=True) is None:
        return ratelimit.respond_429(request)
    return render(request, "networks/invitation_over.html", status=410)
