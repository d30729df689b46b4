"""Whose form this is, and what they had typed: so that words survive an expired session and are shown to nobody else.

Each form carries a signed note of its writer and place. Sent without a session, or in somebody else's, the words are
kept as a draft of that writer, who finds them in the same form after signing in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .actions import draft_of, keep_draft
from .models import Draft

SALT = "discussion.writer"
FORM_LASTS = timedelta(days=7)
NO_WORDS = {"csrfmiddlewaretoken", "key", "writer", "read", "look", "new", "guard", "website", "file"}


@dataclass(frozen=True)
class Desk:
    """One person's form."""

    person_id: int
    place: str

    @property
    def note(self) -> str:
        return signing.dumps([self.person_id, self.place], salt=SALT)


def desk_of(note: str) -> Desk | None:
    try:
        return Desk(*signing.loads(note, salt=SALT, max_age=FORM_LASTS))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def begun(request: HttpRequest, place: str) -> tuple[dict[str, Any], Draft | None]:
    """What a form of this place begins with: its note, and what this person had typed there, if anything."""
    if not request.user.is_authenticated:
        return {}, None
    initial: dict[str, Any] = {"writer": Desk(request.user.pk, place).note}
    if getattr(request, "viewing", None):
        return initial, None  # staff who look at the portal as somebody else do not read what they are writing
    draft = draft_of(person=request.user, place=place)
    return initial | (draft.words if draft else {}), draft


def kept_from(request: HttpRequest) -> Desk | None:
    """Keep what was sent for whoever's form it was; None where no note says whose."""
    desk = desk_of(request.POST.get("writer", ""))
    if desk is not None:
        words = {name: str(value) for name, value in request.POST.items() if name not in NO_WORDS}
        keep_draft(person_id=desk.person_id, place=desk.place, words=words, key=request.POST.get("key", ""))
    return desk


def keeps_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that is sent after its session has ended comes back with its words once its writer has signed in."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = desk_of(request.POST.get("writer", "")) if request.method == "POST" else None
        if desk is None or is_at(desk, request.user):
            return view(request, *args, **kwargs)
        kept_from(request)
        if request.user.is_authenticated:
            return render(request, "discussion/other_account.html", status=409)
        messages.info(request, "You were signed out. What you wrote is kept: sign in, and it is in the form again.")
        return redirect_to_login(request.get_full_path())

    return keeping


def is_at(desk: Desk, user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_authenticated and user.pk == desk.person_id
