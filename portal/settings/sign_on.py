"""Single sign-on from the environment: which providers people may sign in with, and what of each is believed."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {"id", "name", "issuer", "client_id", "secret"}
OPTIONAL = {"trusted", "verified_domains", "second_factor", "scope", "origins", "userinfo", "token_auth_method"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def providers_in(text: str) -> list[dict[str, Any]]:
    """The apps that allauth reads, out of the JSON list in OIDC_PROVIDERS. What is wrong with it is said by name."""
    if not text.strip():
        return []
    try:
        listed = json.loads(text)
    except ValueError as error:
        raise _wrong(f"be a list in JSON ({error})") from None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise _wrong("be a list of objects")
    apps = [_app(one) for one in listed]
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise _wrong("give each provider an id of its own")
    return apps


def origins_of(apps: list[dict[str, Any]]) -> list[str]:
    """Where a form of ours may lead: the sign-in button ends at the provider."""
    return sorted({_origin(address) for app in apps for address in app["settings"]["origins"]})


def _app(one: dict[str, Any]) -> dict[str, Any]:
    if missing := REQUIRED - {name for name, value in one.items() if value}:
        raise _wrong(f"name {', '.join(sorted(missing))} of each provider")
    if unknown := set(one) - REQUIRED - OPTIONAL:
        raise _wrong(f"not use the word {', '.join(sorted(unknown))}")
    if not re.fullmatch(r"[a-z0-9-]{1,30}", one["id"]):
        raise _wrong("use small letters, digits and hyphens for an id")
    address = urlsplit(one["issuer"])
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise _wrong(f"give {one['id']} an issuer that begins with https://")
    if set(one.get("second_factor", {})) - {"acr", "amr"}:
        raise _wrong("say acr or amr under second_factor")
    domains = one.get("verified_domains", [])
    if domains and not one.get("trusted"):
        raise _wrong("only list verified_domains of a provider that is trusted")
    return {
        "provider_id": one["id"],
        "name": one["name"],
        "client_id": one["client_id"],
        "secret": one["secret"],
        "settings": {
            "issuer": one["issuer"],
            "server_url": one["issuer"].rstrip("/") + "/.well-known/openid-configuration",
            "oauth_pkce_enabled": True,
            "trusted": bool(one.get("trusted")),
            "verified_email": [domain.lower() for domain in domains],
            "second_factor": one.get("second_factor", {}),
            "scope": one.get("scope", ["openid", "profile", "email"]),
            "fetch_userinfo": one.get("userinfo", True),
            "token_auth_method": one.get("token_auth_method"),
            "origins": [one["issuer"], *one.get("origins", [])],
        },
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _wrong(what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"OIDC_PROVIDERS must {what}. See docs/configuration.md.")
