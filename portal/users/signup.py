"""Forms that anybody may send with anybody's address: the same answer and the same work, known or not."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm, SignupForm, default_token_generator
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from .models import User

LOOK_UPS_AFTER = 5  # what allauth asks once somebody is new; a test counts them


class SignUpForm(SignupForm):
    """A module of its own: allauth's form is built on `SignupDetails` and imports `forms` first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Work email address"
        if "password1" in self.fields:
            self.fields[
                "password1"
            ].help_text = "At least 12 characters. Three or four words in a row are easy to remember and hard to guess."

    def try_save(self, request: HttpRequest) -> tuple[User | None, Any]:
        """For an address that has an account, make one all the same and undo it: it takes as long as a new one."""
        if self.account_already_exists:  # type: ignore[has-type]
            address = self.cleaned_data["email"]
            with transaction.atomic():
                self.account_already_exists = False
                self.cleaned_data["email"] = f"{secrets.token_hex(12)}@nobody.invalid"
                user = self.save(request)
                for _ in range(LOOK_UPS_AFTER):
                    EmailAddress.objects.filter(user_id=user.pk, email=user.email).first()
                transaction.set_rollback(True)
            self.account_already_exists = True
            self.cleaned_data["email"] = address
        return super().try_save(request)


class ForgottenPasswordForm(ResetPasswordForm):
    """Looks up as much for an address without an account as for one that has it."""

    def clean_email(self) -> str:
        """Who has this address: whoever proved it, else whoever signed up with it. Always two look-ups."""
        address = get_adapter().clean_email(self.cleaned_data["email"].lower())
        claims = list(EmailAddress.objects.filter(email=address, verified=True).select_related("user"))
        owners = list(User.objects.filter(email=address))
        self.users = [user for user in {claim.user for claim in claims} or set(owners) if user.is_active]
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if not self.users:
            EmailAddress.objects.filter(user_id=0, email="").exists()
            token = default_token_generator.make_token(User(pk=0))
            get_adapter().get_reset_password_from_key_url(f"0-{token}")
        return super().save(request, **kwargs)
