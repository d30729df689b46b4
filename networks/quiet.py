"""The link in a message that ends its like: signed, for one membership, and it never runs out."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from .models import Membership

SALT = "networks.quiet"


def quiet_url(membership: Membership) -> str:
    return reverse("networks:quiet", args=[signing.dumps(membership.pk, salt=SALT)])


def membership_of_token(token: str) -> Membership | None:
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Membership.objects.active().select_related("network__page", "user").filter(pk=pk).first()
