"""Whose account a single sign-on opens, makes or may be linked to."""

from __future__ import annotations

from typing import Any, NoReturn

import requests
import structlog
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.http import Http404, HttpRequest
from django.shortcuts import render

from ..actions import sign_up_by_provider
from ..models import User
from .refusals import Reason, RefusedError

logger = structlog.get_logger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """allauth's own flow. What a provider says of a person opens nothing that the person did not prove."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": "This is your only way in. Choose a password first.",
        "no_verified_email": "This is your only way in. Confirm an email address first.",
        "connected_other": "It is linked to another account here.",
    }

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Providers are configured where the portal runs; there are none in the database to ask for."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse before anything is written: accounts that are closed, and answers without an address."""
        if sociallogin.is_existing and not sociallogin.user.is_active:
            refuse(request, sociallogin.provider, Reason.CLOSED)
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if not sociallogin.email_addresses:
            refuse(request, sociallogin.provider, Reason.NO_EMAIL)
        address = sociallogin.email_addresses[0]
        if address.verified and User.objects.filter(email__iexact=address.email).exists():
            # Somebody signed up with this address and never proved it: it may not have been this person.
            refuse(request, sociallogin.provider, Reason.UNPROVEN)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The account with the same address: proved here, and proved to a provider that we trust."""
        if not sociallogin.provider.app.settings["trusted"]:
            return None
        for address in sociallogin.email_addresses:
            proved = EmailAddress.objects.filter(email__iexact=address.email, verified=True).select_related("user")
            if address.verified and (ours := proved.first()):
                return ours.user, address.email
        return None

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user = super().save_user(request, sociallogin, form)
        sign_up_by_provider(user=user, provider=sociallogin.account.provider)
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Every refusal is a page that says what happened and what to do; allauth shows the one for "cancelled"."""
        if error != AuthError.CANCELLED:
            refuse(request, provider, reason_of(exception, extra_context or {}))


def reason_of(exception: Exception | None, context: dict[str, Any]) -> Reason:
    if isinstance(exception, RefusedError):
        return exception.reason
    if isinstance(exception, requests.RequestException):
        return Reason.AWAY
    if "state_id" in context and exception is None:
        return Reason.STATE
    return Reason.DECLINED


def refuse(request: HttpRequest, provider: Any, reason: Reason) -> NoReturn:
    logger.warning("single sign-on refused", provider=provider.sub_id, reason=reason.value)
    context = {"provider": provider, "reason": reason}
    raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))


def provider_or_404(request: HttpRequest, provider_id: str) -> Any:
    try:
        return SocialAccountAdapter(request).get_provider(request, provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
