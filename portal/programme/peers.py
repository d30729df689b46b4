"""How a trust sees others: by name where they agreed to it, else as "Trust A"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings

from portal.organisations.models import Organisation

from .models import NamedPeer

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def labels(viewer: Organisation, peers: Iterable[Organisation]) -> dict[int, str]:
    """What each peer is called to this trust, by key.

    The letters follow from a keyed hash of both codes: the same on every page, other ones for every viewer, so that two
    trusts cannot put their pages together, and the order says nothing of size.
    """
    peers = list(peers)
    named = set(NamedPeer.objects.filter(organisation__in=peers).values_list("organisation", flat=True))
    unnamed = sorted((one for one in peers if one.pk not in named | {viewer.pk}), key=lambda one: _hash(viewer, one))
    found = {one.pk: str(one) for one in peers if one.pk in named | {viewer.pk}}
    return found | {one.pk: f"Trust {letters(number)}" for number, one in enumerate(unnamed)}


def letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    found = ""
    while number >= 0:
        number, last = divmod(number, len(LETTERS))
        found = LETTERS[last] + found
        number -= 1
    return found


def _hash(viewer: Organisation, peer: Organisation) -> str:
    words = f"{settings.SECRET_KEY}:peers:{viewer.code}:{peer.code}"
    return hashlib.sha256(words.encode()).hexdigest()
