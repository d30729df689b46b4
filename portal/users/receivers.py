"""What people's app does when allauth says something happened."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.dispatch import receiver
from django.http import HttpRequest

from .actions import (
    admit_by_domain,
    doubt_moved_address,
    record_factor,
    record_new_address,
    record_password,
    record_sign_in,
    record_verified_address,
)
from .middleware import SEEN
from .models import User
from .second_factor import FACTORS, forget_proof, has_second_factor, note_proof


@receiver(account.email_confirmed, dispatch_uid="users.record_verified_address")
def on_email_confirmed(email_address: EmailAddress, **kwargs: Any) -> None:
    record_verified_address(user=email_address.user)
    admit_by_domain(user=email_address.user)


@receiver(account.user_logged_in, dispatch_uid="users.record_sign_in")
def on_signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SEEN] = int(time.time())
    record_sign_in(user=user, methods=[one["method"] for one in get_authentication_records(request, user)])


@receiver(
    [account.password_changed, account.password_set, account.password_reset], dispatch_uid="users.record_password"
)
def on_new_password(user: User, **kwargs: Any) -> None:
    record_password(user=user)


@receiver(account.email_changed, dispatch_uid="users.record_new_address")
def on_new_address(
    user: User, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **kwargs: Any
) -> None:
    record_new_address(user=user)
    if from_email_address is not None:
        doubt_moved_address(person=user, before=from_email_address.email, after=to_email_address.email)


@receiver(mfa.authenticator_added, dispatch_uid="users.factor_added")
def on_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record_factor(user=user, change="added", kind=authenticator.type)
    if authenticator.type in FACTORS:
        note_proof(request, user=user, authenticator=authenticator)


@receiver(mfa.authenticator_removed, dispatch_uid="users.factor_removed")
def on_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """With the last factor goes what sessions proved by it: this one forgets, the others end."""
    record_factor(user=user, change="removed", kind=authenticator.type)
    if authenticator.type in FACTORS and not has_second_factor(user):
        forget_proof(request)
        end_other_sessions(request, user)


@receiver(mfa.authenticator_reset, dispatch_uid="users.factor_renewed")
def on_factor_renewed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record_factor(user=user, change="renewed", kind=authenticator.type)


@receiver(mfa.authentication_failed, dispatch_uid="users.factor_refused")
def on_factor_refused(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record_factor(user=user, change="refused", kind=authenticator.type)


@receiver(account.user_signed_up, dispatch_uid="users.admit_by_domain")
def on_user_signed_up(user: User, **kwargs: Any) -> None:
    """Single sign-on brings an address that is confirmed already."""
    if user.email_is_verified:
        admit_by_domain(user=user)
