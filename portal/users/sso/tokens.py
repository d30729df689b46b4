"""The checks of an ID token (OpenID Connect Core, 3.1.3.7) before anything in it is believed.

allauth may skip the signature of a token that came straight from the provider, sends no nonce and allows no clock to
be wrong. Here every token is checked whole, with one minute for clocks that disagree.
"""

from __future__ import annotations

import hmac
import time
from typing import Any

import jwt

from .refusals import Reason, RefusedError

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Signatures with the provider's own key only: neither `none` nor a shared secret."""

CLOCK_SKEW = 60
"""Seconds by which the provider's clock may differ from ours."""

FRESH = 300
"""Seconds that count as "just now" where somebody was asked to sign in again."""

# The first that fits says why.
WHY: tuple[tuple[type[Exception], Reason], ...] = (
    (jwt.InvalidAudienceError, Reason.AUDIENCE),
    (jwt.InvalidIssuerError, Reason.ISSUER),
    (jwt.ExpiredSignatureError, Reason.EXPIRED),
    (jwt.ImmatureSignatureError, Reason.EARLY),
    (jwt.MissingRequiredClaimError, Reason.INCOMPLETE),
    (jwt.PyJWTError, Reason.SIGNATURE),
)


def checked_claims(
    *, token: str, keys: dict[str, Any], issuer: str, client_id: str, nonce: str, fresh: bool = False
) -> dict[str, Any]:
    """What the token says, once all of it holds; otherwise `RefusedError` says which check failed."""
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            key=_signing_key(keys, header),
            algorithms=[header["alg"]],
            issuer=issuer,
            audience=client_id,
            leeway=CLOCK_SKEW,
            options={"require": ["iss", "aud", "sub", "exp", "iat"]},
        )
    except jwt.PyJWTError as error:
        raise RefusedError(next(reason for kind, reason in WHY if isinstance(error, kind))) from error
    # A token for several systems, or one that says who asked for it, must say that it was us.
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise RefusedError(Reason.AUDIENCE)
    if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise RefusedError(Reason.NONCE)
    if fresh and time.time() - claims.get("auth_time", 0) > FRESH:
        raise RefusedError(Reason.EXPIRED)
    return claims


def asserts_second_factor(claims: dict[str, Any], wanted: dict[str, list[str]]) -> bool:
    """Whether the provider says that it asked for more than a password, in the words that were configured for it."""
    methods = claims.get("amr") or []
    return claims.get("acr") in wanted.get("acr", []) or bool(
        isinstance(methods, list) and set(methods) & set(wanted.get("amr", []))
    )


def _signing_key(keys: dict[str, Any], header: dict[str, Any]) -> Any:
    """The provider's key that the token names; a token may leave the name out where there is one key only."""
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise RefusedError(Reason.SIGNATURE)
    usable = [
        key for key in keys.get("keys", []) if key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm
    ]
    named = [key for key in usable if key.get("kid") == header.get("kid")] if "kid" in header else usable
    if len(named) != 1:
        raise RefusedError(Reason.SIGNATURE)
    return jwt.PyJWK.from_dict(named[0], algorithm=algorithm).key
