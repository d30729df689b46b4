"""What a session knows of second factors: read from the session alone, so that asking costs nothing."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from .models import User

BY_PROVIDER = "second_factor_by_provider"  # in the session
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_proved_second_factor(request: HttpRequest) -> bool:
    """Whether this session began with a second factor, here or where somebody signs on. Having one is not enough."""
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "mfa" for one in records) or provider_asserted_second_factor(request)


def has_second_factor(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def note_proof(request: HttpRequest, *, user: User, authenticator: Authenticator) -> None:
    """Setting a factor up proves it: a code was typed, or a key was touched."""
    record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


def forget_proof(request: HttpRequest) -> None:
    """Without a factor nothing was proved."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]


def mark_second_factor(request: HttpRequest, provider: str) -> None:
    """This session began at a provider that says, in the words configured for it, that it asked for two factors."""
    request.session[BY_PROVIDER] = provider


def unmark_second_factor(request: HttpRequest) -> None:
    request.session.pop(BY_PROVIDER, None)


def provider_asserted_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was already asked for where this person signed in."""
    return bool(request.user.is_authenticated and request.session.get(BY_PROVIDER))
