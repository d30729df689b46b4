"""A small OpenID provider on loopback that tells the truth, or the lie a test asks for."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

OWN_KEY, STRANGE_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
CLIENT = "portal"


class Issuer:
    """`claims`, `userinfo` and `discovery` go over what is true; `header`, `key` and `algorithm` sign it."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.key: Any = OWN_KEY
        self.algorithm = "RS256"
        self.header: dict[str, Any] = {"kid": "one"}
        self.refuses = False
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.nonce = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def id_token(self) -> str:
        now = int(time.time())
        truth = {"iss": self.url, "aud": CLIENT, "sub": "nia-1", "iat": now, "exp": now + 60, "nonce": self.nonce}
        said = {name: value for name, value in {**truth, **self.claims}.items() if value is not None}
        return jwt.encode(said, self.key, algorithm=self.algorithm, headers=self.header)

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append((path, form))
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._discovery()
            case "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OWN_KEY.public_key()))
                return 200, {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}
            case "/token" if self.refuses:
                return 400, {"error": "invalid_grant"}
            case "/token":
                return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token()}
            case "/userinfo":
                about = {"sub": self.claims.get("sub", "nia-1"), "given_name": "Nia", "family_name": "Okafor"}
                about |= {"email": "nia.okafor@trust-a.example", "email_verified": True}
                return 200, {name: value for name, value in {**about, **self.userinfo}.items() if value is not None}
        return 404, {}

    def _discovery(self) -> dict[str, Any]:
        own = {"issuer": self.url, "authorization_endpoint": f"{self.url}/authorise", "jwks_uri": f"{self.url}/keys"}
        own |= {"token_endpoint": f"{self.url}/token", "userinfo_endpoint": f"{self.url}/userinfo"}
        own["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        return {**own, **self.discovery}

    def _handler(issuer) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
                status, said = issuer.answer(self.path.partition("?")[0], form)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *words: Any) -> None:
                """Quiet."""

        return Handler
