"""Whether somebody signed in at their provider just now, where there is no password to ask for again."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest


def signed_in_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    when = max((record["at"] for record in records if record["method"] == "socialaccount"), default=0)
    return time.time() - when < app_settings.REAUTHENTICATION_TIMEOUT
