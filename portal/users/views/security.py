"""Sign-in and security: what my account is secured by, the way to a second factor, and where I am signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from portal.notifications.views import development_only

from ..actions import end_sessions
from ..current_codes import current_codes
from ..models import User
from ..second_factor import FACTORS, has_proved_second_factor, has_second_factor

GOING_TO = "users_going_to"  # in the session: where somebody was going when a second factor was asked for


@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Everything about signing in on one page, each with the way to change it."""
    return render(request, "users/security.html", secured_by(request.user) | {"going_to": going_to(request)})


@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, how to get one, and then back to where somebody was going."""
    wanted = request.GET.get("next", "")
    if wanted and get_adapter(request).is_safe_url(wanted):
        request.session[GOING_TO] = wanted
    onward = going_to(request) or reverse("users:security")
    if has_proved_second_factor(request):
        request.session.pop(GOING_TO, None)
        return redirect(onward)
    if has_second_factor(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': onward})}")
    return render(request, "users/second_factor.html")


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one other browser of mine."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    end_sessions(actor=request.user, user=request.user, sessions=[session])
    messages.success(request, "That browser is signed out.")
    return redirect("usersessions_list")


@development_only
def codes(request: HttpRequest) -> HttpResponse:
    """The code that an authenticator app would show now, for whoever tries the demonstration."""
    to = request.GET.get("to", "").strip().replace("\x00", "")
    return render(request, "users/codes.html", {"codes": current_codes(to), "to": to})


def going_to(request: HttpRequest) -> str:
    return request.session.get(GOING_TO, "")


def secured_by(user: User) -> dict[str, Any]:
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    recovery = next((one.wrap() for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "totp": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "has_factor": any(one.type in FACTORS for one in factors),
        "unused_codes": len(recovery.get_unused_codes()) if recovery else None,
        "new_address": EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email).first(),
        "sessions": UserSession.objects.filter(user=user).count(),
        "must_have_factor": user.is_staff or user.has_perm("wagtailadmin.access_admin"),
    }
