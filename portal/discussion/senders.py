"""Where a guest writes from, as far as it can be trusted."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def sent_from(request: HttpRequest) -> str:
    """The network address of whoever sent this.

    `X-Forwarded-For` is a claim of the sender except for its last entries, which our own proxies have written: only as
    many as are trusted count, and none where the header is shorter than that.
    """
    trusted = settings.PORTAL_TRUSTED_PROXIES
    passed = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if trusted > 0 and len(passed) >= trusted and passed[-trusted]:
        return passed[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def hashed_source(request: HttpRequest) -> str:
    """Where a guest writes from, as a keyed hash that changes every day: enough for a limit, no address kept."""
    where = f"{timezone.localdate()}:{sent_from(request)}"
    return salted_hmac("discussion.source", where, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
