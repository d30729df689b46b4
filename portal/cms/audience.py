"""The one permission oracle: who may see what, as tokens.

A thing has tokens (`public`, `signed-in`, `staff`, `network:12`, `talk:12`, `members:12`, `convenors:12`, `user:7`);
a person holds tokens; they may see it when they share one. Providers named in `PORTAL_PROVIDERS["audience"]` say what
a person holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.module_loading import import_string

PUBLIC = "public"
SIGNED_IN = "signed-in"
STAFF = "staff"
RINGS = ("network", "talk", "members", "convenors")  # of one network, each within the one before


def providers(question: str) -> list[Callable]:
    """The functions that settings name for a question."""
    return [import_string(path) for path in settings.PORTAL_PROVIDERS[question]]


def tokens_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[str]:
    """The audience tokens this person holds now. Remembered on the object until `forget_tokens`."""
    known = getattr(user, "_audience_tokens", None)
    if known is None:
        known = frozenset(_tokens_of(user))
        user._audience_tokens = known  # type: ignore[union-attr]
    return known


def forget_tokens(user: AbstractBaseUser | AnonymousUser) -> None:
    """Call after a change of what somebody holds (joining, leaving) when the object lives on."""
    user.__dict__.pop("_audience_tokens", None)


def takes_part(user: AbstractBaseUser | AnonymousUser) -> TypeGuard[AbstractBaseUser]:
    """Whether somebody has an open, approved account. Others have what the public has, and no more."""
    return user.is_authenticated and user.is_active and getattr(user, "is_admitted", False)


def _tokens_of(user: AbstractBaseUser | AnonymousUser) -> Iterable[str]:
    yield PUBLIC
    if takes_part(user):
        yield SIGNED_IN
        yield f"user:{user.pk}"
        if getattr(user, "is_staff", False):
            yield STAFF
    for provider in providers("audience"):
        yield from provider(user)


def may_see(user: AbstractBaseUser | AnonymousUser, tokens: Iterable[str]) -> bool:
    """Whether somebody holds one of these tokens."""
    return not tokens_of(user).isdisjoint(tokens)


def reaches_all(wide: Iterable[str], narrow: Iterable[str]) -> bool:
    """Whether everybody who may see the narrow may see the wide, now and whoever joins: as the tokens alone say."""
    wide = set(wide)
    return all(any(_is_within(token, other) for other in wide) for token in narrow)


def _is_within(token: str, other: str) -> bool:
    if other in (token, PUBLIC):
        return True
    ring, _, key = token.partition(":")
    if other == SIGNED_IN:
        return ring in (STAFF, "user", "members", "convenors")
    around, _, other_key = other.partition(":")
    same = key == other_key and ring in RINGS and around in RINGS
    return same and RINGS.index(ring) > RINGS.index(around)


def holding(tokens: Iterable[str]) -> Q:
    """The people who hold one of these tokens, as a condition on people: `tokens_of` asked from the other side.

    One query for ten thousand people, where `may_see` takes some for each. A test keeps the two of one mind.
    """
    found = Q(pk__in=[])
    for token in tokens:
        for provider in providers("holders"):
            people = provider(token)
            if people is not None:
                found |= people
    return found
