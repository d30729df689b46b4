"""The page behind a List-Unsubscribe header: a mail program presses it without session or cookie (RFC 8058).

A look asks and changes nothing, for scanners follow links; a press does it. The signed token in the address is the
proof, so whoever guesses is slowed down, and whoever presses one link again and again is, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

# Wrong links by address: many people sit behind one. Presses by link.
LIMITS = {"wrong": "30/m/ip", "press": "10/m/key"}


def one_press(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view(request, token)` answers 404 to what is no link of ours."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if ratelimit.consume(request, app="notifications", action="press", config=LIMITS, key=token) is None:
            return ratelimit.respond_429(request)
        try:
            response = view(request, token)
        except Http404:
            if ratelimit.consume(request, app="notifications", action="wrong", config=LIMITS, limit_get=True) is None:
                return ratelimit.respond_429(request)
            raise
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer
