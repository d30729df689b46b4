"""What people's app does when allauth says something happened."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from .actions import record_verified_address


@receiver(email_confirmed, dispatch_uid="users.record_verified_address")
def on_email_confirmed(email_address: EmailAddress, **kwargs: Any) -> None:
    record_verified_address(user=email_address.user)
