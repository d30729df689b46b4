"""Ready answers for people without a session: the pages anybody gets, kept for a minute or until something changes.

Two things make an answer old: its age (`PORTAL_PAGE_CACHE` seconds) and any change of the portal. Every action writes
to the log, and publishing is a signal of Wagtail; both move the mark, so nobody reads an old number of places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from portal.audit.changes import change_mark

KEPT_TYPES = ("text/html", "application/atom+xml", "text/calendar")
# Addresses whose answer is about the person, the moment, or counts something.
NEVER = ("/admin/", "/accounts/", "/me/", "/search/", "/health/", "/dev/", "/documents/", "/media/", "/static/")
LONGEST_ADDRESS = 300


class PublicPages:
    """Answers from the cache before anything else runs: no session, no user, no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PORTAL_PAGE_CACHE or not may_be_kept(request):
            return self.get_response(request)
        key = key_of(request)
        kept = cache.get(key)
        if kept is not None:
            return HttpResponse(kept["content"], headers=kept["headers"])
        response = self.get_response(request)
        if is_for_anybody(response):
            answer = {"content": response.content, "headers": dict(response.headers)}
            cache.set(key, answer, settings.PORTAL_PAGE_CACHE)
        return response


def may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HX-Request" not in request.headers
        and not request.path.startswith(NEVER)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def is_for_anybody(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and response.get("Content-Type", "").startswith(KEPT_TYPES)
    )


def key_of(request: HttpRequest) -> str:
    """The address as asked for, since the last change. The host is part of it: pages carry whole addresses."""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"public-page:{change_mark()}:{hashlib.sha256(address.encode()).hexdigest()}"
