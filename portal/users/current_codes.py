"""The codes that authenticator apps show now; only the development page asks."""

from __future__ import annotations

import time
from typing import NamedTuple

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

from .models import User


class Code(NamedTuple):
    """`code` is empty where it has been used; then the next one comes in `seconds`."""

    person: User
    code: str
    seconds: int


def current_codes(to: str = "") -> list[Code]:
    """Of everybody with an authenticator app, or of those whose address contains `to`."""
    period = app_settings.TOTP_PERIOD
    counter, into = divmod(int(time.time()), period)
    found = []
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__icontains=to)
    for one in apps.select_related("user").order_by("user__email")[:200]:
        code = format_hotp_value(hotp_value(get_adapter().decrypt(one.data["secret"]), counter))
        used = cache.has_key(TOTP(one)._get_used_cache_key(code))
        found.append(Code(one.user, "" if used else code, period - into))
    return found
