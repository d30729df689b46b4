"""Before any view of the Wagtail admin: what is out of a convenor's reach is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from .admin_reach import address_within_reach


class AdminWithinReach:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return
        if not address_within_reach(match, asked=request.GET, user=request.user):
            raise Http404
