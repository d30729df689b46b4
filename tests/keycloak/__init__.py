"""The real OpenID provider of the tests: its realm (`realm.json`), and what its administrator can do."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import Any

REALM = "nhs-demo"
PASSWORD = "only-for-tests"


class KeycloakAdmin:
    """The administrator that `make services` gives to Keycloak."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, path: str) -> Any:
        return self._send("GET", path)

    def enable(self, name: str, *, enabled: bool) -> None:
        """Let somebody in again, or not any more."""
        (person,) = self.ask(f"realms/{REALM}/users?exact=true&username={name}")
        self._send("PUT", f"realms/{REALM}/users/{person['id']}", {**person, "enabled": enabled})

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._token()}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        return _open(urllib.request.Request(f"{self.url}/admin/{path}", data, headers, method=method))  # noqa: S310

    def _token(self) -> str:
        form = {"grant_type": "password", "client_id": "admin-cli", "username": "admin", "password": PASSWORD}
        address = f"{self.url}/realms/master/protocol/openid-connect/token"
        return _open(urllib.request.Request(address, urllib.parse.urlencode(form).encode()))["access_token"]  # noqa: S310


def _open(request: urllib.request.Request) -> Any:
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own test server
        said = answer.read()
    return json.loads(said) if said else None
