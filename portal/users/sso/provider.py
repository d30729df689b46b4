"""A configured OpenID provider: how people are sent there, and what is taken from its answer."""

from __future__ import annotations

import secrets
from typing import Any

import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

from .refusals import Reason, RefusedError
from .tokens import asserts_second_factor, checked_claims

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SECOND_FACTOR = "second_factor"
LONGEST_KEY = 191  # of allauth's column for the provider's name of a person


class Exchange(OpenIDConnectOAuth2Adapter):
    """The conversation with the provider behind the browser's back."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes about itself; it must be who it was configured to be."""
        if not hasattr(self, "_openid_config"):
            app = self.get_provider().app
            config = fetch(app.settings["server_url"])
            if config.get("issuer") != app.settings["issuer"]:
                raise RefusedError(Reason.ISSUER)
            secure = app.settings["issuer"].startswith("https://")
            if not all(str(config.get(name, "")).startswith("https://" if secure else "http") for name in ENDPOINTS):
                raise RefusedError(Reason.INCOMPLETE)
            self._openid_config = config
        return self._openid_config

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = checked_claims(
            token=str(kwargs["response"].get("id_token", "")),
            keys=fetch(self.openid_config["jwks_uri"]),
            issuer=app.settings["issuer"],
            client_id=app.client_id,
            nonce=self.state["nonce"],
            fresh=bool(self.state.get("fresh")),
        )
        # The state goes with the sign-in through every further step, so the mark does too.
        self.state[SECOND_FACTOR] = asserts_second_factor(claims, app.settings["second_factor"])
        if len(claims["sub"]) > LONGEST_KEY:
            raise RefusedError(Reason.INCOMPLETE)
        about = self._about(app, token, claims)
        return self.get_provider().sociallogin_from_response(request, about)

    def _about(self, app: Any, token: SocialToken, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims, completed by what the provider tells of the *same* person when asked."""
        if not app.settings["fetch_userinfo"] or "userinfo_endpoint" not in self.openid_config:
            return claims
        said = fetch(self.openid_config["userinfo_endpoint"], token.token)
        if said.get("sub") != claims["sub"]:
            raise RefusedError(Reason.INCOMPLETE)
        return {**claims, **said}


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = Exchange
    package = "portal.users.sso"

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Each sign-in carries a word of its own, which must come back in the token."""
        nonce = secrets.token_urlsafe(24)
        params = {"nonce": nonce}
        if fresh := "again" in request.GET:
            params |= {"prompt": "login", "max_age": "0"}
        kwargs["auth_params"] = params
        return super().redirect(request, process, *args, nonce=nonce, fresh=fresh, **kwargs)

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """What is asked for is configured; an address cannot ask for more."""
        return self.get_scope()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Of all that the provider tells we keep the address, so that people recognise what they linked."""
        return {"email": data.get("email", "")}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """An address counts as proved if a provider that we trust says so. Others are asked for a link, as anybody."""
        email = data.get("email")
        if not email or not isinstance(email, str):
            return []
        verified = self.app.settings["trusted"] and data.get("email_verified") in (True, "true")
        return [EmailAddress(email=email.lower(), verified=verified, primary=True)]


def fetch(address: str, bearer: str = "") -> dict[str, Any]:
    """A JSON object of the provider; `RefusedError` when it is away or says something else."""
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})
            answer.raise_for_status()
            said = answer.json()
    except requests.RequestException as error:
        raise RefusedError(Reason.AWAY) from error
    if not isinstance(said, dict):
        raise RefusedError(Reason.INCOMPLETE)
    return said
