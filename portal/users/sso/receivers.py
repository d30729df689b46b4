"""What follows when allauth says that somebody signed in, linked a provider or unlinked it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.dispatch import receiver
from django.http import HttpRequest

from ..actions import record_linked, record_unlinked
from ..second_factor import mark_second_factor, unmark_second_factor
from .provider import SECOND_FACTOR


@receiver(user_logged_in, dispatch_uid="users.sso.mark_second_factor")
def on_logged_in(request: HttpRequest, sociallogin: SocialLogin | None = None, **kwargs: Any) -> None:
    if sociallogin is not None and sociallogin.state.get(SECOND_FACTOR):
        mark_second_factor(request, sociallogin.account.provider)
    else:
        unmark_second_factor(request)


@receiver(social_account_added, dispatch_uid="users.sso.record_linked")
def on_linked(sociallogin: SocialLogin, **kwargs: Any) -> None:
    record_linked(user=sociallogin.user, provider=sociallogin.account.provider)


@receiver(social_account_removed, dispatch_uid="users.sso.record_unlinked")
def on_unlinked(socialaccount: SocialAccount, **kwargs: Any) -> None:
    record_unlinked(user=socialaccount.user, provider=socialaccount.provider)
