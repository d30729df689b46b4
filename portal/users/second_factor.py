"""The mark of a session whose single sign-on came with a second factor, as far as configuration lets it count."""

from __future__ import annotations

from django.http import HttpRequest

KEY = "second_factor_by_provider"


def mark_second_factor(request: HttpRequest, provider: str) -> None:
    """This session began at a provider that says, in the words configured for it, that it asked for two factors."""
    request.session[KEY] = provider


def unmark_second_factor(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def provider_asserted_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was already asked for where this person signed in."""
    return bool(request.user.is_authenticated and request.session.get(KEY))
