"""The portal with one provider configured, and the ways to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.settings.sign_on import providers_in

from .issuer import CLIENT, Issuer

LOGIN = "/accounts/oidc/workplace/login/"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    server = Issuer()
    yield server
    server.stop()


@pytest.fixture
def configure(settings) -> Callable[..., None]:
    """`configure(issuer_url, trusted=True …)`: as if OIDC_PROVIDERS said so."""

    def write(issuer: str, **more) -> None:
        own = {"id": "workplace", "name": "Workplace", "issuer": issuer, "client_id": CLIENT, "secret": "portal-secret"}
        apps = providers_in(json.dumps([{**own, **more}]))
        configured = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**configured, "APPS": apps}}

    return write


@pytest.fixture
def workplace(issuer, configure) -> Issuer:
    """A provider that we trust."""
    configure(issuer.url, trusted=True)
    return issuer


def leave(client: Client, issuer: Issuer, query: str = "") -> dict[str, str]:
    """Press the button; what the provider is asked stands in the address that the browser is sent to."""
    response = client.post(LOGIN + query)
    assert response.status_code == 302, response.status_code
    asked = {name: values[0] for name, values in parse_qs(urlsplit(response.url).query).items()}
    issuer.nonce = asked["nonce"]
    return asked


def come_back(client: Client, state: str, **more: str) -> HttpResponse:
    return client.get(LOGIN + "callback/", {"code": "a-code", "state": state, **more})


def sign_in(client: Client, issuer: Issuer, query: str = "") -> HttpResponse:
    return come_back(client, leave(client, issuer, query)["state"])
