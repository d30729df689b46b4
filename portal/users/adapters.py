"""How allauth meets our accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .actions import end_sessions, record_failed_sign_in
from .models import User


def next_question(user: User) -> str:
    """What somebody is asked before their own home: who they are, where they work, and why they should take part."""
    if not (user.first_name and user.last_name):
        return reverse("users:profile")
    if not user.profile_is_complete():
        return reverse("users:trust_add")
    return "" if user.is_admitted else reverse("users:approval")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, and then: whoever has not said where they work is asked first."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return next_question(cast(User, request.user)) or super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return next_question(cast(User, request.user)) or reverse("users:profile")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        if self.request.user.is_authenticated:
            return self.get_login_redirect_url(self.request)
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("users:security")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_failed_sign_in()

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Mails of accounts stand in the same layout as all the others."""
        shared = {"site_name": settings.PORTAL_NAME, "site_url": settings.PORTAL_URL.rstrip("/")}
        super().send_mail(template_prefix, email, shared | context)

    def render_mail(self, template_prefix: str, email: Any, context: dict, headers: dict | None = None) -> EmailMessage:
        """Its kind is its template, as for every other mail; its HTML is made of the text."""
        kind = {"X-Portal-Kind": template_prefix.replace("/email/", "/")}
        return super().render_mail(template_prefix, email, context, {**(headers or {}), **kind})

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Reached with the right password only: so it may say why."""
        because = {
            "suspension": user.suspensions.filter(lifted_at=None).first(),
            "merge": user.merged_into.filter(undone_at=None).first(),
        }
        return render(request, "account/account_inactive.html", because, status=403)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Codes change every 30 seconds and work once: try the next one.",
    }

    def _get_site_name(self) -> str:
        return settings.PORTAL_NAME

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "My passkey"


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        """Every way to end sessions is logged."""
        sessions = list(sessions)
        if sessions:
            user = sessions[0].user
            end_sessions(actor=user, user=user, sessions=sessions)
