"""Before any view: a second factor for the editor, and when a session was last used."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .actions import note_session_use
from .second_factor import has_proved_second_factor

DOORS = {"admin_login", "admin_logout"}  # they only lead elsewhere
SEEN = "users_seen_at"
SEEN_EVERY = 15 * 60  # seconds


class SecondFactor:
    """The Wagtail admin opens for a session that proved a second factor; who may not edit at all is told so.

    The session says so itself: somebody who is through costs no query that Wagtail does not make anyway.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/") or match.url_name in DOORS:
            return None
        if not request.user.is_authenticated:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # Wagtail would send somebody who is signed in to sign in, for ever
        if has_proved_second_factor(request):
            return None
        wanted = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        return redirect(f"{reverse('users:second_factor')}?{urlencode({'next': wanted})}")


class LastSeen:
    """Notes now and then that a session is in use. The session holds the time, so most requests cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            seen, now = request.session.get(SEEN), int(time.time())
            if seen is not None and now - seen > SEEN_EVERY:
                request.session[SEEN] = now
                note_session_use(session_key=request.session.session_key or "")
        return self.get_response(request)
