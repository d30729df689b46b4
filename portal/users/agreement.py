"""Which terms hold now, who agreed to them, and the question, once, where somebody goes on a page for members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .models import TermsVersion, User

KEY = "terms-in-force"
SECONDS = 60  # a version that comes into force by the clock is asked for within this time
AGREED = "agreed-to"
# Pages for people with an account. Whatever the public may read is never in the way; pages of the tree answer for
# themselves (`wagtail_hooks.ask_before_a_page_for_members`).
ASKED = {"users", "people", "home", "networks", "events", "wagtailadmin_home"}
NEVER = {
    "users:terms",
    "users:approval",
    # Who does not agree may still see to their account, take their data and go.
    "users:security",
    "users:second_factor",
    "users:data",
    "users:close",
    "users:keep",
    "users:keep_account",
    "users:closed",
    "home:live",
    "home:ready",
    "networks:propose",
    "networks:proposed",
    "events:calendar",
    "events:network_calendar",
    "events:event_calendar",
    "events:my_calendar",
    "people:photo",
}


def in_force() -> str:
    """The versions that hold now, as one word to compare with what a session remembers; empty where there are none."""
    word = cache.get(KEY)
    if word is None:
        word = ",".join(str(pk) for pk in sorted(TermsVersion.objects.in_force().values_list("pk", flat=True)))
        cache.set(KEY, word, SECONDS)
    return word


def has_agreed(*, person: User) -> bool:
    """Whether nothing that holds now is still to be agreed to."""
    return not TermsVersion.objects.in_force().exclude(agreements__person=person).exists()


class AskForTerms:
    """A new version asks everybody once. What was sent (POST) is never in danger: it is done, and asked after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in NEVER or not {match.namespace, match.view_name} & ASKED:
            return None
        return ask(request)


def ask(request: HttpRequest) -> HttpResponse | None:
    """The question, if this person has not answered it yet and is about to read something."""
    if request.method != "GET" or not request.user.is_authenticated or getattr(request, "viewing", None):
        return None  # staff who look with somebody's eyes agree to nothing in their name
    word = in_force()
    if not word or request.session.get(AGREED) == word:
        return None
    if has_agreed(person=request.user):
        request.session[AGREED] = word
        return None
    return redirect(f"{reverse('users:terms')}?{urlencode({'next': request.get_full_path()})}")


def remember_agreement(request: HttpRequest) -> None:
    """The session knows what was agreed to, so that no page asks the database."""
    if request.user.is_authenticated and has_agreed(person=request.user):
        request.session[AGREED] = in_force()
