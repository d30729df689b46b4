"""One log line for each request, under an id that the answer carries too."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

logger = structlog.get_logger("portal.requests")
ID = re.compile(r"^[\w-]{8,64}$")
QUIET = ("/static/", "/health/")


class RequestLog:
    """Never the query (searches hold what people typed) nor a path with a secret in it: its pattern stands for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ID.match(given) else uuid.uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            if not request.path.startswith(QUIET):
                logger.info(
                    "request",
                    method=request.method,
                    path=_what(request),
                    status=response.status_code,
                    ms=round((time.perf_counter() - began) * 1000, 1),
                    user=_who(request),
                )
        response["X-Request-ID"] = request_id
        return response


def _what(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return "(no such address)"
    return request.path if match.url_name == "wagtail_serve" else f"/{match.route}"


def _who(request: HttpRequest) -> int | None:
    """Only a user that this request has looked up already: logging costs no query and starts no session."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None
