"""The link in a mail that ends its like: signed, so that it works without signing in, and only for its person."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "news-stop"
# In the place of a topic: the digest itself.
DIGEST = "digest"


def stop_url(*, person: int, topic: str) -> str:
    token = signing.dumps([person, topic], salt=SALT)
    return f"{settings.PORTAL_URL}{reverse('news:stop', args=[token])}"


def read_stop(token: str) -> tuple[int, str] | None:
    """The person and topic of a link, or None where it is not one of ours. It never runs out: mails are kept long."""
    try:
        person, topic = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return person, topic
