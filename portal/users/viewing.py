"""Seeing the portal as somebody else does: for a quarter of an hour, and unable to change anything.

Nothing is left to the good will of a view: whatever a request writes to the database is taken back, whatever is not a
safe method is refused, and so is every page about the account itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .actions import end_viewing
from .models import Viewing

KEY = "viewing"
SAFE = {"GET", "HEAD", "OPTIONS"}
END = "staff:stop_viewing"
# What a person has to themselves. Of their own pages only these are shown.
PRIVATE_ROUTES = ("accounts/", "admin/", "dev/", "_util/", "staff/")
PRIVATE_APPS = {"privacy", "staff"}
SHOWN_OF_USERS = {"profile"}


class ViewAs:
    """Stands behind the authentication middleware: who looks through somebody's eyes is that person to all views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewing = viewing_of(request)
        if viewing is None:
            return self.get_response(request)
        request.viewing = viewing  # type: ignore[attr-defined]
        with transaction.atomic():  # answers are drawn inside, so what drawing writes is taken back too
            viewer, request.user = request.user, viewing.person
            response = self.get_response(request)
            transaction.set_rollback(not getattr(request, "stops_viewing", False))
        request.user = viewer
        response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        viewing = getattr(request, "viewing", None)
        if viewing is None:
            return None
        match = request.resolver_match
        if match is not None and match.view_name == END:
            request.user, request.stops_viewing = viewing.viewer, True  # type: ignore[attr-defined]
            return None
        if request.method not in SAFE:
            return refused(request, "acts")
        return refused(request, "private") if is_private(match, view) else None


def viewing_of(request: HttpRequest) -> Viewing | None:
    """What this session is looking through, as long as it may."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # a page for anybody must not come to depend on who asks
    key = request.session.get(KEY)
    if key is None:
        return None
    viewing = Viewing.objects.select_related("person", "viewer").filter(pk=key, viewer=request.user.pk).first()
    if viewing is None or viewing.is_over() or not viewing.person.can_be_viewed_by(request.user):
        del request.session[KEY]
        if viewing is not None:
            end_viewing(viewing=viewing)
        return None
    return viewing


def is_private(match: Any, view: Callable) -> bool:
    if match is None or match.route.startswith(PRIVATE_ROUTES) or PRIVATE_APPS & set(match.app_names):
        return True
    if "users" in match.app_names:
        return match.url_name not in SHOWN_OF_USERS
    return getattr(view, "private_to_person", False)


def private_to_person(view: Callable) -> Callable:
    """Mark a view that shows what nobody else may see, such as a secret address."""
    view.private_to_person = True  # type: ignore[attr-defined]
    return view


def refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "users/staff/viewing_refused.html", {"why": why}, status=403)
